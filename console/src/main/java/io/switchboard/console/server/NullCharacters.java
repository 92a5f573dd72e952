package io.switchboard.console.server;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/** Refuses parameters with U+0000: no record has it and PostgreSQL takes no text with it. */
final class NullCharacters {
  private static final String FORM = "application/x-www-form-urlencoded";

  private NullCharacters() {}

  static void refuse(Context context) {
    var type = context.contentType();
    if (isIn(context.queryParamMap())
        || (type != null && type.startsWith(FORM) && isIn(context.formParamMap()))) {
      throw new BadRequestResponse("A parameter holds the character U+0000.");
    }
  }

  private static boolean isIn(Map<String, List<String>> parameters) {
    return parameters.values().stream().flatMap(List::stream).anyMatch(it -> it.indexOf(0) >= 0);
  }
}
