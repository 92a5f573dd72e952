@NullMarked
package io.switchboard.cli.dnc.imports;

import org.jspecify.annotations.NullMarked;
