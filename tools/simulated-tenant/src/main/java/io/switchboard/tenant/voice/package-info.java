/** The voice socket. */
@NullMarked
package io.switchboard.tenant.voice;

import org.jspecify.annotations.NullMarked;
