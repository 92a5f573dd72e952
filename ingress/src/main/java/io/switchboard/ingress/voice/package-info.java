/** The voice bridge: what CXone's voice socket says becomes records on the log, all of it. */
@NullMarked
package io.switchboard.ingress.voice;

import org.jspecify.annotations.NullMarked;
