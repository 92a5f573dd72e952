/** HTTP exchanges, and what their failures mean. */
@NullMarked
package io.switchboard.cxone.http;

import org.jspecify.annotations.NullMarked;
