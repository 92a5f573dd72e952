@NullMarked
package io.switchboard.cli.trace;

import org.jspecify.annotations.NullMarked;
