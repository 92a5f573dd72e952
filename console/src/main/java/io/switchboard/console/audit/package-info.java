/** What people did in the console: the topic console.audit and its page. */
@NullMarked
package io.switchboard.console.audit;

import org.jspecify.annotations.NullMarked;
