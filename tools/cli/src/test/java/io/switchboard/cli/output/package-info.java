@NullMarked
package io.switchboard.cli.output;

import org.jspecify.annotations.NullMarked;
