package io.switchboard.ingress.http;

import io.switchboard.ingress.authentication.Access;
import java.util.Locale;

/** Everything that the door answers besides health and metrics; openapi.yaml describes the same. */
public enum Route {
  IVR_MENU("POST", "/webhook/ivr-menu", Access.SENDER, Lane.CALLERS),
  CALL_RESULT("POST", "/webhook/call-result", Access.SENDER, Lane.WEBHOOKS),
  DATA_ACTIONS("POST", "/webhook/data-actions", Access.SENDER, Lane.WEBHOOKS),
  DNC("POST", "/webhook/dnc", Access.SENDER, Lane.WEBHOOKS),
  SIMULATOR("POST", "/simulator", Access.SENDER, Lane.CALLERS),
  DNC_LOOKUP("GET", "/dnc/{number}", Access.READER, Lane.READS),
  DNC_CHECK("POST", "/dnc/check", Access.READER, Lane.READS);

  private final String method;
  private final String path;
  private final Access access;
  private final Lane lane;
  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  Route(String method, String path, Access access, Lane lane) {
    this.method = method;
    this.path = path;
    this.access = access;
    this.lane = lane;
  }

  /** What fills up together: each lane has room of its own, so that none delays another. */
  public enum Lane {
    CALLERS,
    WEBHOOKS,
    READS
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

  /** What it fills up together with. */
  public Lane lane() {
    return lane;
  }

  /** The name in metrics, settings and on {@code cxone.rejected}: {@code call-result}. */
  public String word() {
    return word;
  }
}
