@NullMarked
package io.switchboard.cli.csv;

import org.jspecify.annotations.NullMarked;
