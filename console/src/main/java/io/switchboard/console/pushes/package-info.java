/** The page about pushes to CXone. */
@NullMarked
package io.switchboard.console.pushes;

import org.jspecify.annotations.NullMarked;
