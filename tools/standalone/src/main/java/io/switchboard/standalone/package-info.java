/** Everything in one process with embedded servers: {@code switchboard up}. */
@NullMarked
package io.switchboard.standalone;

import org.jspecify.annotations.NullMarked;
