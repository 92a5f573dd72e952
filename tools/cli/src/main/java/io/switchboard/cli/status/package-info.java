/** What runs where, how far behind it is, and what waits. */
@NullMarked
package io.switchboard.cli.status;

import org.jspecify.annotations.NullMarked;
