/** The web server: routes, security headers, templates and assets. */
@NullMarked
package io.switchboard.console.http;

import org.jspecify.annotations.NullMarked;
