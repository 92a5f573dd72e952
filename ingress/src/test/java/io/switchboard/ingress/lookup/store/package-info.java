@NullMarked
package io.switchboard.ingress.lookup.store;

import org.jspecify.annotations.NullMarked;
