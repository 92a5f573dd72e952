/** Reads the YAML of a menu definition, and says where it is wrong. */
@NullMarked
package io.switchboard.ivr.definition.reading;

import org.jspecify.annotations.NullMarked;
