/**
 * Normalises all opt-ins and opt-outs, decides which numbers may be called, chains the decisions.
 */
@NullMarked
package io.switchboard.dnc;

import org.jspecify.annotations.NullMarked;
