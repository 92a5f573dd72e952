/** The whole product from outside: one process, a tenant, the far ends. */
@NullMarked
package io.switchboard.e2e;

import org.jspecify.annotations.NullMarked;
