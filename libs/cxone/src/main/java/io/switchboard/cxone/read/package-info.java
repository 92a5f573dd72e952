/** Reads from a tenant's API: single responses, and lists page by page. */
@NullMarked
package io.switchboard.cxone.read;

import org.jspecify.annotations.NullMarked;
