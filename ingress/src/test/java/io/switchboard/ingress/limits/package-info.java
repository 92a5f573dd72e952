@NullMarked
package io.switchboard.ingress.limits;

import org.jspecify.annotations.NullMarked;
