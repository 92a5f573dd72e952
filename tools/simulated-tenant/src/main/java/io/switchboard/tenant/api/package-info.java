/** The CXone APIs that the pipeline calls, and the tenant's memory. */
@NullMarked
package io.switchboard.tenant.api;

import org.jspecify.annotations.NullMarked;
