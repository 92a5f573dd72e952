/** Dead letters: what there is, one whole, and their redrive and park. */
@NullMarked
package io.switchboard.console.dlq;

import org.jspecify.annotations.NullMarked;
