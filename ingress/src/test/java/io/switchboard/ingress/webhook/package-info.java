@NullMarked
package io.switchboard.ingress.webhook;

import org.jspecify.annotations.NullMarked;
