/** Records as text, for people and files; phone numbers masked unless somebody asks for them. */
@NullMarked
package io.switchboard.replay.text;

import org.jspecify.annotations.NullMarked;
