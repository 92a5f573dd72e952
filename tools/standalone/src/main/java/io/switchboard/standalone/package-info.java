/** Everything in one process on an embedded default: what {@code switchboard up} runs. */
@NullMarked
package io.switchboard.standalone;

import org.jspecify.annotations.NullMarked;
