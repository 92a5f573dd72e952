/**
 * Dead letters: what there is, and one more try with the destination that refused them, or none.
 */
@NullMarked
package io.switchboard.replay.deadletters;

import org.jspecify.annotations.NullMarked;
