/** The rate limit that all requests to a tenant share. */
@NullMarked
package io.switchboard.cxone.limit;

import org.jspecify.annotations.NullMarked;
