/** Copying of recorded records. */
@NullMarked
package io.switchboard.cli.replay;

import org.jspecify.annotations.NullMarked;
