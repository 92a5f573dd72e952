/** Whether the servers that the settings name answer, and what to say when one does not. */
@NullMarked
package io.switchboard.standalone.servers;

import org.jspecify.annotations.NullMarked;
