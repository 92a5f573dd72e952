@NullMarked
package io.switchboard.ingress.voice;

import org.jspecify.annotations.NullMarked;
