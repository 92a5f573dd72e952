@NullMarked
package io.switchboard.ingress.completed;

import org.jspecify.annotations.NullMarked;
