/** What the tenant received: requests, and how many a second. */
@NullMarked
package io.switchboard.tenant.journal;

import org.jspecify.annotations.NullMarked;
