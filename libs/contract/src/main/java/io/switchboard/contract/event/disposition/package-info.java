/** Classified call results. */
@NullMarked
package io.switchboard.contract.event.disposition;

import org.jspecify.annotations.NullMarked;
