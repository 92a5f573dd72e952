/** The tenant's callers, agents and opt-outs: a seeded plan of calls, and its execution. */
@NullMarked
package io.switchboard.tenant.traffic;

import org.jspecify.annotations.NullMarked;
