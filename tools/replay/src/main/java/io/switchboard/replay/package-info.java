/** Looking back: for analysts, for operators after an incident, for who wants to change a rule. */
@NullMarked
package io.switchboard.replay;

import org.jspecify.annotations.NullMarked;
