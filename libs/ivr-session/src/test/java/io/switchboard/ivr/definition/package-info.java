@NullMarked
package io.switchboard.ivr.definition;

import org.jspecify.annotations.NullMarked;
