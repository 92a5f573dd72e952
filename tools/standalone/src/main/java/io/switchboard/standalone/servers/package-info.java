/** Checks whether the servers of the settings answer, and reports when one does not. */
@NullMarked
package io.switchboard.standalone.servers;

import org.jspecify.annotations.NullMarked;
