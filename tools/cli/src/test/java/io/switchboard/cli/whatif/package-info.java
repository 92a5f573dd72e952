@NullMarked
package io.switchboard.cli.whatif;

import org.jspecify.annotations.NullMarked;
