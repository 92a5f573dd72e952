@NullMarked
package io.switchboard.ingress.nice;

import org.jspecify.annotations.NullMarked;
