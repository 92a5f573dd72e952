/** The requests that the tenant received, and their rate. */
@NullMarked
package io.switchboard.tenant.journal;

import org.jspecify.annotations.NullMarked;
