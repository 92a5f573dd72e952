/** Requests and responses of the tenant, and the common processing of requests. */
@NullMarked
package io.switchboard.tenant.http;

import org.jspecify.annotations.NullMarked;
