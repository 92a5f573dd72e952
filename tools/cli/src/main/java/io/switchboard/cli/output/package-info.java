/** Results as tables, JSON and CSV. */
@NullMarked
package io.switchboard.cli.output;

import org.jspecify.annotations.NullMarked;
