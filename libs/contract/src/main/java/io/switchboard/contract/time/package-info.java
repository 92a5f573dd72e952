/** Reading and writing event times. */
@NullMarked
package io.switchboard.contract.time;

import org.jspecify.annotations.NullMarked;
