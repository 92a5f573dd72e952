/** Faults on demand. */
@NullMarked
package io.switchboard.tenant.fault;

import org.jspecify.annotations.NullMarked;
