/** The tenant's callers, agents and opt-outs: a seeded plan of calls, and what plays it. */
@NullMarked
package io.switchboard.tenant.traffic;

import org.jspecify.annotations.NullMarked;
