/** How long callers wait for what they hear next. */
@NullMarked
package io.switchboard.bench.menu;

import org.jspecify.annotations.NullMarked;
