@NullMarked
package io.switchboard.cli.send;

import org.jspecify.annotations.NullMarked;
