/**
 * A menu definition as the rules use it: nodes, keys, limits, opening hours, and where they lead.
 */
@NullMarked
package io.switchboard.ivr.menu;

import org.jspecify.annotations.NullMarked;
