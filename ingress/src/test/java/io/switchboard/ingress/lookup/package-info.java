@NullMarked
package io.switchboard.ingress.lookup;

import org.jspecify.annotations.NullMarked;
