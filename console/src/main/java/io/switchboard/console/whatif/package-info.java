/** What other rules or another menu would have decided on recorded input. */
@NullMarked
package io.switchboard.console.whatif;

import org.jspecify.annotations.NullMarked;
