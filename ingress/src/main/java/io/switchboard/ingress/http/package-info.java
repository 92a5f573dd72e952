/** The HTTP server: Javalin, its routes, and what every request of a route passes. */
@NullMarked
package io.switchboard.ingress.http;

import org.jspecify.annotations.NullMarked;
