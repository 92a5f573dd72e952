/** The CXone APIs that the pipeline calls, with the tenant's memory behind them. */
@NullMarked
package io.switchboard.tenant.api;

import org.jspecify.annotations.NullMarked;
