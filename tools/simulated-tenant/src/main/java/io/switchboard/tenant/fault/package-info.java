/** Configurable faults. */
@NullMarked
package io.switchboard.tenant.fault;

import org.jspecify.annotations.NullMarked;
