/** Who may see and do what: users, roles, sessions, CSRF tokens, the trusted proxy. */
@NullMarked
package io.switchboard.console.access;

import org.jspecify.annotations.NullMarked;
