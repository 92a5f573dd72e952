/** Plays a call against a menu definition, by the rules that decide real calls. */
@NullMarked
package io.switchboard.ivr.simulation;

import org.jspecify.annotations.NullMarked;
