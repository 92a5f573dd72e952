/** When a task asks for a commit before the commit interval ends. */
@NullMarked
package io.switchboard.streams.commit;

import org.jspecify.annotations.NullMarked;
