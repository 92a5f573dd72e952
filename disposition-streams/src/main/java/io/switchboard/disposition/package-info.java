/** Agents' call results, classified by the rules file and routed by severity. */
@NullMarked
package io.switchboard.disposition;

import org.jspecify.annotations.NullMarked;
