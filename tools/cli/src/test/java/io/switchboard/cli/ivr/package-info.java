@NullMarked
package io.switchboard.cli.ivr;

import org.jspecify.annotations.NullMarked;
