package io.switchboard.ingress.request;

import io.switchboard.ingress.authentication.Access;
import io.switchboard.ingress.limits.Bulkhead;
import java.util.Locale;

/**
 * The endpoints that need authentication: path, who may ask, and the bulkhead that their requests
 * share. {@code IngressRoutes} registers them with Javalin; openapi.yaml describes the same.
 */
public enum Route {
  IVR_MENU("POST", "/webhook/ivr-menu", Access.SENDER, Bulkhead.CALLERS),
  CALL_RESULT("POST", "/webhook/call-result", Access.SENDER, Bulkhead.WEBHOOKS),
  DATA_ACTIONS("POST", "/webhook/data-actions", Access.SENDER, Bulkhead.WEBHOOKS),
  DNC("POST", "/webhook/dnc", Access.SENDER, Bulkhead.WEBHOOKS),
  NICE_STUDIO_MENU("POST", "/nice/studio/menu", Access.SENDER, Bulkhead.CALLERS),
  NICE_VAH_EXCHANGE("POST", "/nice/vah/exchange", Access.SENDER, Bulkhead.CALLERS),
  SIMULATOR("POST", "/simulator", Access.SENDER, Bulkhead.CALLERS),
  DNC_LOOKUP("GET", "/dnc/{number}", Access.READER, Bulkhead.READS),
  DNC_CHECK("POST", "/dnc/check", Access.READER, Bulkhead.READS);

  private final String method;
  private final String path;
  private final Access access;
  private final Bulkhead bulkhead;
  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  Route(String method, String path, Access access, Bulkhead bulkhead) {
    this.method = method;
    this.path = path;
    this.access = access;
    this.bulkhead = bulkhead;
  }

  /** HTTP method. */
  public String method() {
    return method;
  }

  /** Path with its parameters in braces. */
  public String path() {
    return path;
  }

  /** Who may ask. */
  public Access access() {
    return access;
  }

  /** The permits that its requests share. */
  public Bulkhead bulkhead() {
    return bulkhead;
  }

  /**
   * Whether a body is read as JSON with any Content-Type: Studio's REST action names a form by
   * default.
   */
  public boolean ignoresContentType() {
    return this == NICE_STUDIO_MENU || this == NICE_VAH_EXCHANGE;
  }

  /** Whether a body may hold a recording of what the caller said, next to what is read. */
  public boolean mayCarryAudio() {
    return this == NICE_VAH_EXCHANGE;
  }

  /** The name in metrics, settings and on {@code cxone.rejected}: {@code call-result}. */
  public String wireName() {
    return word;
  }
}
