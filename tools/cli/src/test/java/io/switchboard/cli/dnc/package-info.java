@NullMarked
package io.switchboard.cli.dnc;

import org.jspecify.annotations.NullMarked;
