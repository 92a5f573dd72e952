@NullMarked
package io.switchboard.cli.bench;

import org.jspecify.annotations.NullMarked;
