@NullMarked
package io.switchboard.cxone.voice;

import org.jspecify.annotations.NullMarked;
