/** What the tenant remembers. Times are parameters: nothing here reads a clock, JSON or HTTP. */
@NullMarked
package io.switchboard.tenant.nice.state;

import org.jspecify.annotations.NullMarked;
