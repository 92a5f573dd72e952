@NullMarked
package io.switchboard.ivr.simulation;

import org.jspecify.annotations.NullMarked;
