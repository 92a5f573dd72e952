/** Reads the YAML of a menu definition, and reports problems with their positions. */
@NullMarked
package io.switchboard.ivr.definition.reading;

import org.jspecify.annotations.NullMarked;
