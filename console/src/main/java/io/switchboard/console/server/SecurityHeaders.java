package io.switchboard.console.server;

import io.javalin.http.Context;

/** The headers that keep a page to itself: no foreign script, style, frame, form or referrer. */
final class SecurityHeaders {
  /** Inline images are for the plots' markers; everything else comes from this server. */
  private static final String POLICY =
      "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
          + " frame-ancestors 'none'; form-action 'self'";

  private SecurityHeaders() {}

  static void add(Context context) {
    context.header("Content-Security-Policy", POLICY);
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Referrer-Policy", "no-referrer");
    context.header("Cross-Origin-Opener-Policy", "same-origin");
    var path = context.path();
    if (path.startsWith("/webjars/") || path.startsWith("/assets/")) {
      context.header("Cache-Control", "public, max-age=31536000, immutable");
    } else {
      context.header("Cache-Control", "no-store");
    }
  }
}
