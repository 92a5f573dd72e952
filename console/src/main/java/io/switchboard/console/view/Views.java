package io.switchboard.console.view;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import io.switchboard.console.access.Authorization;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** Renders templates; they are compiled with the module and escape what they print. */
public final class Views {
  private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
  private final Assets assets = new Assets();
  private final boolean open;
  private final String prefix;

  public Views(boolean open, String prefix) {
    this.open = open;
    this.prefix = prefix;
  }

  /** Answers with a whole page: the template's {@code frame} is filled in here. */
  public void page(Context context, String template, String title, Map<String, Object> model) {
    var all = new HashMap<>(model);
    all.put("frame", frame(context, title));
    context.html(render(template, all));
  }

  /** What stands around a page. */
  public Frame frame(Context context, String title) {
    return new Frame(
        title,
        context.path(),
        Authorization.person(context),
        Authorization.csrfToken(context),
        zone(context),
        open,
        prefix,
        assets);
  }

  /** A template as text, for parts of pages. */
  public String render(String template, Map<String, Object> model) {
    var output = new StringOutput();
    engine.render(template, model, output);
    return output.toString();
  }

  /** The zone that the person chose; UTC before that and for a zone that does not exist. */
  public static ZoneId zone(Context context) {
    var chosen = context.cookie("zone");
    if (chosen == null) {
      return ZoneId.of("UTC");
    }
    try {
      return ZoneId.of(URLDecoder.decode(chosen, StandardCharsets.UTF_8));
    } catch (DateTimeException | IllegalArgumentException _) {
      return ZoneId.of("UTC"); // a cookie that somebody edited
    }
  }
}
