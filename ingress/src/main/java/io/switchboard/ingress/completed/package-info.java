/**
 * Call results of a tenant that sends none: read from its completed contacts, by one ingress of a
 * deployment at a time.
 */
@NullMarked
package io.switchboard.ingress.completed;

import org.jspecify.annotations.NullMarked;
