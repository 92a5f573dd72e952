/** Tests of users, sessions and the login throttle. */
@NullMarked
package io.switchboard.console.access;

import org.jspecify.annotations.NullMarked;
