@NullMarked
package io.switchboard.cli.topics;

import org.jspecify.annotations.NullMarked;
