package io.switchboard.console.whatif;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.switchboard.console.access.Authorization;
import io.switchboard.console.jobs.Job;
import io.switchboard.console.jobs.JobProgress;
import io.switchboard.console.jobs.JobRunner;
import io.switchboard.console.view.Views;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.disposition.RulesFile;
import io.switchboard.disposition.RulesProblem;
import io.switchboard.disposition.severity.DispositionRules;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.ivr.definition.DefinitionFile.Transfers;
import io.switchboard.ivr.definition.DefinitionProblem;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.TimeAgo;
import io.switchboard.replay.reading.WindowBound;
import io.switchboard.replay.whatif.Scenario;
import io.switchboard.replay.whatif.WhatIf;
import io.switchboard.replay.whatif.scenarios.Scenarios;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * {@code /what-if}: a rules file or a menu against recorded input. One comparison runs at a time,
 * over at most {@link #MAX_RECORDS} records and for at most {@link #MAX_TIME}.
 */
public final class WhatIfPage implements AutoCloseable {
  private static final long MAX_RECORDS = 2_000_000;
  private static final Duration MAX_TIME = Duration.ofMinutes(15);

  private final KafkaSettings kafka;
  private final DispositionRules inForce;
  private final Views views;
  private final JobRunner<WhatIfOutcome> runs = new JobRunner<>(1);

  /**
   * A page without runs.
   *
   * @param inForce the rules for call results that the deployment uses
   */
  public WhatIfPage(KafkaSettings kafka, DispositionRules inForce, Views views) {
    this.kafka = kafka;
    this.inForce = inForce;
    this.views = views;
  }

  /** Answers with the form and the newest runs. */
  public void show(Context context) {
    page(context, WhatIfRequest.empty(), "");
  }

  private void page(Context context, WhatIfRequest request, String problem) {
    views.page(
        context,
        "whatIf.jte",
        "What-if",
        Map.of("request", request, "problem", problem, "runs", runs.newest()));
  }

  /** Starts a comparison; its page shows the progress. */
  public void start(Context context) {
    WhatIfRequest request;
    Supplier<Scenario> scenario;
    try {
      request = WhatIfRequest.of(context);
    } catch (IllegalArgumentException e) {
      refuse(context, WhatIfRequest.empty(), String.valueOf(e.getMessage()));
      return;
    }
    try {
      scenario = scenario(request);
    } catch (IllegalArgumentException e) {
      refuse(context, request, String.valueOf(e.getMessage()));
      return;
    }
    runs.start(
            request.words(),
            Authorization.person(context),
            progress -> compare(scenario.get(), request, progress))
        .ifPresentOrElse(
            job -> context.redirect(address(job), HttpStatus.SEE_OTHER), () -> busy(context));
  }

  private void refuse(Context context, WhatIfRequest request, String problem) {
    context.status(HttpStatus.BAD_REQUEST);
    page(context, request, problem);
  }

  private void busy(Context context) {
    views.problem(
        context,
        HttpStatus.CONFLICT,
        "Another comparison is running, and there is one at a time. Wait for it or cancel it.",
        runs.running().stream().findFirst().map(WhatIfPage::address).orElse("/what-if"));
  }

  /** The file is read at once; what needs Kafka is for the job. */
  private Supplier<Scenario> scenario(WhatIfRequest request) {
    if (request.text().isBlank()) {
      throw new IllegalArgumentException("Choose a file that is not empty.");
    }
    var scenarios = new Scenarios(kafka);
    return switch (request.kind()) {
      case DISPOSITIONS -> {
        var rules = rules(request.text());
        yield () -> scenarios.dispositions(request.againstRules() ? inForce : null, rules);
      }
      case IVR -> {
        var file = DefinitionFile.read(request.text(), Transfers.POSSIBLE);
        var menu =
            file.checked()
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            lines(
                                file.problems().stream()
                                    .map(DefinitionProblem::toString)
                                    .toList())));
        yield () -> scenarios.ivr(menu, request.againstRules());
      }
    };
  }

  private static DispositionRules rules(String text) {
    var check = RulesFile.check(text);
    return check
        .rules()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    lines(
                        check.problems().stream()
                            .filter(RulesProblem::fatal)
                            .map(RulesProblem::toString)
                            .toList())));
  }

  private static String lines(List<String> problems) {
    return problems.stream().collect(Collectors.joining("\n"));
  }

  private WhatIfOutcome compare(Scenario scenario, WhatIfRequest request, JobProgress progress) {
    progress.step("Comparing");
    var until = Instant.now().plus(MAX_TIME);
    var from = Instant.now().minus(TimeAgo.parse("-" + request.last()));
    var window = new LogWindow(new WindowBound.At(from), new WindowBound.End());
    var result =
        new WhatIf(kafka, scenario, window)
            .run(
                (done, total) -> {
                  checkLimits(total, until);
                  progress.at(done, total);
                });
    return WhatIfOutcome.of(result);
  }

  private static void checkLimits(long total, Instant until) {
    if (total > MAX_RECORDS) {
      throw new IllegalStateException(
          String.format(
              "The comparison would read %,d records, and the console reads at most %,d. Choose a"
                  + " shorter window, or run switchboard what-if on the command line.",
              total, MAX_RECORDS));
    }
    if (Instant.now().isAfter(until)) {
      throw new IllegalStateException(
          "The comparison took more than "
              + MAX_TIME.toMinutes()
              + " minutes. Choose a shorter window, or run switchboard what-if on the command"
              + " line.");
    }
  }

  private static String address(Job<WhatIfOutcome> job) {
    return "/what-if/" + job.id();
  }

  /** Answers with the progress or the result of a comparison. */
  public void run(Context context) {
    var job = job(context);
    views.page(
        context,
        "whatIfRun.jte",
        "What-if",
        Map.of("job", job, "address", address(job), "mayCancel", mayCancel(context, job)));
  }

  /** The part of the page that changes. */
  public void runState(Context context) {
    var job = job(context);
    context.html(
        views.render(
            "whatIfRunState.jte",
            Map.of(
                "frame", views.frame(context, "What-if"),
                "state", job.state(),
                "address", address(job))));
  }

  /** Stops a comparison; for the person who started it, and for operators. */
  public void cancel(Context context) {
    var job = job(context);
    if (!mayCancel(context, job)) {
      throw new ForbiddenResponse("Only " + job.by() + " or an operator may cancel this.");
    }
    job.cancel();
    context.redirect(address(job), HttpStatus.SEE_OTHER);
  }

  private static boolean mayCancel(Context context, Job<WhatIfOutcome> job) {
    var person = Authorization.person(context);
    return person.mayAct() || person.name().equals(job.by());
  }

  private Job<WhatIfOutcome> job(Context context) {
    return runs.find(context.pathParam("id"))
        .orElseThrow(
            () ->
                new NotFoundResponse("This comparison is not remembered any more. Run it again."));
  }

  @Override
  public void close() {
    runs.close();
  }
}
