@NullMarked
package io.switchboard.cli.status;

import org.jspecify.annotations.NullMarked;
