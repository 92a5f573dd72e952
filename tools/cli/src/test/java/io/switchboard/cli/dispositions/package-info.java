@NullMarked
package io.switchboard.cli.dispositions;

import org.jspecify.annotations.NullMarked;
