/** What other rules would have decided. */
@NullMarked
package io.switchboard.cli.whatif;

import org.jspecify.annotations.NullMarked;
