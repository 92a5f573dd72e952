/** The way onto the log, when producers fail, fall silent and come back. */
@NullMarked
package io.switchboard.ingress.publishing;

import org.jspecify.annotations.NullMarked;
