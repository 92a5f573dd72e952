package io.switchboard.console.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.switchboard.replay.text.NumberMasking;
import java.time.Duration;

/**
 * What a session may see whole for {@link #KEPT} after the audit has recorded it. The page itself
 * is then loaded by GET, so that "back" in the browser leads to it.
 */
public final class RevealedPages {
  /** How long a page stays revealed. */
  public static final Duration KEPT = Duration.ofMinutes(5);

  private static final int MAX_PAGES = 10_000;

  private final Cache<String, Boolean> pages =
      Caffeine.newBuilder().maximumSize(MAX_PAGES).expireAfterWrite(KEPT).build();

  /** Reveals the page of this address and leads to it; the audit has it already. */
  public void show(Context context) {
    pages.put(key(context), true);
    context.redirect(context.path(), HttpStatus.SEE_OTHER);
  }

  /** How this request's page shows numbers. */
  public NumberMasking numbers(Context context) {
    return Authorization.person(context).mayReveal() && pages.getIfPresent(key(context)) != null
        ? NumberMasking.REVEALED
        : NumberMasking.MASKED;
  }

  private static String key(Context context) {
    return Authorization.sessionId(context) + " " + context.path();
  }
}
