/** A menu definition as the rules use it: nodes, keys, limits, opening hours and targets. */
@NullMarked
package io.switchboard.ivr.menu;

import org.jspecify.annotations.NullMarked;
