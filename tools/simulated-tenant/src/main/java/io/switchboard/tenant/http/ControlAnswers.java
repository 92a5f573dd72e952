package io.switchboard.tenant.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.function.Supplier;

/** The answers of the control endpoints. */
public final class ControlAnswers {
  private ControlAnswers() {}

  /** Answers with what is there now, as JSON. */
  public static Handler show(Supplier<Object> what) {
    return context -> json(context, what.get());
  }

  /** Does it, and answers 204. */
  public static void done(Context context, Runnable action) {
    action.run();
    context.status(204);
  }

  /** Answers with JSON. */
  public static void json(Context context, Object body) {
    context.contentType("application/json").result(TenantJson.write(body));
  }
}
