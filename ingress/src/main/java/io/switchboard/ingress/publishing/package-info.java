/** The way onto the log, shared by everything behind the door. */
@NullMarked
package io.switchboard.ingress.publishing;

import org.jspecify.annotations.NullMarked;
