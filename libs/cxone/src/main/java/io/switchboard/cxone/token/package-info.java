/** Bearer tokens. */
@NullMarked
package io.switchboard.cxone.token;

import org.jspecify.annotations.NullMarked;
