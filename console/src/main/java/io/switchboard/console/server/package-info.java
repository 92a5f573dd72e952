/** The web server: routes, security headers, login. */
@NullMarked
package io.switchboard.console.server;

import org.jspecify.annotations.NullMarked;
