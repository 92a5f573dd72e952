/** {@code switchboard profiles}: profiles of callers. */
@NullMarked
package io.switchboard.cli.profiles;

import org.jspecify.annotations.NullMarked;
