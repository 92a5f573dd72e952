/** Operations that take a while: started by a person, with progress, a result and a cancel. */
@NullMarked
package io.switchboard.console.jobs;

import org.jspecify.annotations.NullMarked;
