/** What the embedded broker keeps through kills. */
@NullMarked
package io.switchboard.e2e.broker;

import org.jspecify.annotations.NullMarked;
