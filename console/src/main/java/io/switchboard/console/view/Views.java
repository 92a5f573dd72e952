package io.switchboard.console.view;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.switchboard.console.access.Authorization;
import io.switchboard.console.view.SubmittedForms.Submitted;
import io.switchboard.replay.text.NumberMasking;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Renders templates; they are compiled with the module and escape what they print. */
public final class Views {
  /** Of an answer that was made before; the script in the page shows such a part all the same. */
  private static final String LAST_ANSWER = "X-Last-Answer";

  /** Where {@link #problem(Context)} answers. */
  public static final String PROBLEM_PATH = "/problem";

  private static final int MAX_LAST_PAGES = 60;
  private static final Duration KEPT = Duration.ofDays(1);

  private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
  private final Assets assets = new Assets();
  private final boolean open;
  private final String prefix;
  private final Function<ZoneId, Optional<Outage>> live;

  /** Pages by address with their query, for the time when a server is away. */
  private final Cache<String, MadePage> lastPages =
      Caffeine.newBuilder().maximumSize(MAX_LAST_PAGES).expireAfterWrite(KEPT).build();

  private final SubmittedForms<RefusedForm> problems = new SubmittedForms<>();

  /** What was wrong with a form, and where to go on. */
  private record RefusedForm(HttpStatus status, String detail, String link) {}

  private record MadePage(
      String path, String template, String title, Map<String, Object> model, Instant madeAt) {}

  /**
   * Views of a deployment.
   *
   * @param open no login is required
   * @param prefix of the topics
   * @param live why live data are old, if they are, in words with times of a zone
   */
  public Views(boolean open, String prefix, Function<ZoneId, Optional<Outage>> live) {
    this.open = open;
    this.prefix = prefix;
    this.live = live;
  }

  /** Answers with a whole page: the template's {@code frame} is filled in here. */
  public void page(Context context, String template, String title, Map<String, Object> model) {
    answer(context, new MadePage(context.path(), template, title, model, Instant.now()), true);
  }

  /**
   * The same; a page with whole numbers is not kept for outages: the next person may be another.
   */
  public void page(
      Context context,
      NumberMasking numbers,
      String template,
      String title,
      Map<String, Object> model) {
    answer(
        context,
        new MadePage(context.path(), template, title, model, Instant.now()),
        numbers == NumberMasking.MASKED);
  }

  /** Answers with a page of live data; marked as old while their source is away. */
  public void livePage(Context context, String template, String title, Map<String, Object> model) {
    var outage = live.apply(zone(context));
    if (outage.isEmpty()) {
      page(context, template, title, model);
      return;
    }
    context.status(HttpStatus.SERVICE_UNAVAILABLE);
    var page = new MadePage(context.path(), template, title, model, Instant.now());
    answer(context, page, outage);
  }

  /** Why live data are old, for a stream of this request; empty while they are not. */
  public Supplier<String> outage(Context context) {
    var zone = zone(context);
    return () -> live.apply(zone).map(Outage::problem).orElse("");
  }

  /**
   * Answers with a part that a page has asked for by itself.
   *
   * @param path of that page: its tables are exported there
   */
  public void part(Context context, String path, String template, Map<String, Object> model) {
    answer(context, new MadePage(path, template, "", model, Instant.now()), true);
  }

  private void answer(Context context, MadePage page, boolean kept) {
    if (kept && context.method() == HandlerType.GET && context.status() == HttpStatus.OK) {
      lastPages.put(address(context), page);
    }
    answer(context, page, Optional.empty());
  }

  /**
   * Answers with the page of this address as it was last made, marked as old; false when it was not
   * made recently. The status of the answer is for the caller to set.
   */
  public boolean lastPage(Context context, String problem) {
    var page = lastPages.getIfPresent(address(context));
    if (page == null || context.method() != HandlerType.GET) {
      return false;
    }
    context.header(LAST_ANSWER, "true");
    answer(context, page, Optional.of(new Outage(problem, page.madeAt(), false)));
    return true;
  }

  private void answer(Context context, MadePage page, Optional<Outage> outage) {
    var all = new HashMap<>(page.model());
    all.put("frame", frame(context, page.title(), outage).at(page.path()));
    context.html(render(page.template(), all));
  }

  private static String address(Context context) {
    var query = context.queryString();
    return query == null ? context.path() : context.path() + "?" + query;
  }

  /** What stands around a page. */
  public Frame frame(Context context, String title) {
    return frame(context, title, Optional.empty());
  }

  private Frame frame(Context context, String title, Optional<Outage> outage) {
    return new Frame(
        title,
        context.path(),
        Objects.requireNonNullElse(context.queryString(), ""),
        Authorization.person(context),
        Authorization.csrfToken(context),
        zone(context),
        open,
        prefix,
        assets,
        outage);
  }

  /**
   * Answers with what is wrong. After a form of a browser, that is a page of its own: "back" and
   * "reload" lead to it, and send the form no second time.
   *
   * @param link where to go on
   */
  public void problem(Context context, HttpStatus status, String detail, String link) {
    if (isForm(context)) {
      problems.show(context, PROBLEM_PATH, new RefusedForm(status, detail, link));
    } else {
      problem(context, new RefusedForm(status, detail, link));
    }
  }

  /** Answers with what was wrong with the form that the address names. */
  public void problem(Context context) {
    problem(
        context,
        problems
            .find(context)
            .map(Submitted::form)
            .orElse(
                new RefusedForm(
                    HttpStatus.NOT_FOUND,
                    "What was wrong is not remembered any more. Send the form again.",
                    "/")));
  }

  private static boolean isForm(Context context) {
    var accepted = context.header("Accept");
    return context.method() == HandlerType.POST
        && accepted != null
        && accepted.contains("text/html")
        && context.header("HX-Request") == null;
  }

  private void problem(Context context, RefusedForm problem) {
    context.status(problem.status());
    page(
        context,
        "problem.jte",
        "Problem",
        Map.of(
            "status", problem.status().getCode(),
            "heading", heading(problem.status()),
            "detail", problem.detail(),
            "link", problem.link()));
  }

  private static String heading(HttpStatus status) {
    return switch (status.getCode()) {
      case 400 -> "Not accepted";
      case 401 -> "Not logged in";
      case 403 -> "Not allowed";
      case 404 -> "Nothing found";
      case 409 -> "Not now";
      case 413 -> "Too large";
      case 503 -> "Not available";
      default -> "Failed";
    };
  }

  /** A template as text, for parts of pages. */
  public String render(String template, Map<String, Object> model) {
    var output = new StringOutput();
    engine.render(template, model, output);
    return DirectionMarks.shown(output.toString());
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
      return ZoneId.of("UTC"); // an edited cookie
    }
  }
}
