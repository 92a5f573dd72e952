/** One handler for each webhook and lookup: what is valid, and what becomes of it. */
@NullMarked
package io.switchboard.ingress.webhook;

import org.jspecify.annotations.NullMarked;
