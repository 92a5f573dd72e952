/** Publishes and activates menu definitions, and lists them. */
@NullMarked
package io.switchboard.ivr.activation;

import org.jspecify.annotations.NullMarked;
