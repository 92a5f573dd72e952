/** Records as text for people and files; phone numbers are masked by default. */
@NullMarked
package io.switchboard.replay.text;

import org.jspecify.annotations.NullMarked;
