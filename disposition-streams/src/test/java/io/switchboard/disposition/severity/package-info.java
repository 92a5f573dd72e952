@NullMarked
package io.switchboard.disposition.severity;

import org.jspecify.annotations.NullMarked;
