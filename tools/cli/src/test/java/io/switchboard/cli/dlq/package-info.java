@NullMarked
package io.switchboard.cli.dlq;

import org.jspecify.annotations.NullMarked;
