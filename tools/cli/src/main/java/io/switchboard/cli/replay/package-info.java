/** Writing what was recorded once more. */
@NullMarked
package io.switchboard.cli.replay;

import org.jspecify.annotations.NullMarked;
