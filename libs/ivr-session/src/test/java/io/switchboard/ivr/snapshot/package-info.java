@NullMarked
package io.switchboard.ivr.snapshot;

import org.jspecify.annotations.NullMarked;
