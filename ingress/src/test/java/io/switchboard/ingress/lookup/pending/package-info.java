@NullMarked
package io.switchboard.ingress.lookup.pending;

import org.jspecify.annotations.NullMarked;
