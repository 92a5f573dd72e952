/** Running one service. */
@NullMarked
package io.switchboard.cli.run;

import org.jspecify.annotations.NullMarked;
