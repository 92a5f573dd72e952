/** Requests and responses of the tenant, and what every request passes through. */
@NullMarked
package io.switchboard.tenant.http;

import org.jspecify.annotations.NullMarked;
