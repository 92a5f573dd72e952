@NullMarked
package io.switchboard.cli.up;

import org.jspecify.annotations.NullMarked;
