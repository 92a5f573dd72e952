/** Draws a menu definition as Mermaid and SVG. */
@NullMarked
package io.switchboard.ivr.definition.drawing;

import org.jspecify.annotations.NullMarked;
