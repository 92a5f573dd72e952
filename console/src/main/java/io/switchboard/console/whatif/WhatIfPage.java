package io.switchboard.console.whatif;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.NotFoundResponse;
import io.switchboard.console.access.Authorization;
import io.switchboard.console.export.Exports;
import io.switchboard.console.jobs.Job;
import io.switchboard.console.jobs.JobPages;
import io.switchboard.console.jobs.JobPages.JobTexts;
import io.switchboard.console.jobs.JobProgress;
import io.switchboard.console.jobs.JobState;
import io.switchboard.console.view.SubmittedForms;
import io.switchboard.console.view.SubmittedForms.Submitted;
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

  private static final JobTexts TEXTS =
      new JobTexts(
          "/what-if/",
          "/what-if",
          "What-if",
          "whatIfRun",
          "Another comparison is running, and there is one at a time. Wait for it or cancel it.",
          "This comparison is not remembered any more: the console was restarted, or others"
              + " followed. Run it again.");

  private final KafkaSettings kafka;
  private final DispositionRules inForce;
  private final Views views;
  private final Exports exports;
  private final JobPages<WhatIfOutcome> runs;
  private final SubmittedForms<Refused> refusals = new SubmittedForms<>();

  private record Refused(WhatIfRequest request, String why) {}

  /**
   * A page without runs.
   *
   * @param inForce the rules for call results that the deployment uses
   */
  public WhatIfPage(KafkaSettings kafka, DispositionRules inForce, Exports exports, Views views) {
    this.kafka = kafka;
    this.inForce = inForce;
    this.exports = exports;
    this.views = views;
    this.runs = new JobPages<>(views, TEXTS);
  }

  /** Answers with the form, what was wrong with it, and the newest runs. */
  public void show(Context context) {
    var refused =
        refusals.find(context).map(Submitted::form).orElse(new Refused(WhatIfRequest.empty(), ""));
    views.page(
        context,
        "whatIf.jte",
        "What-if",
        Map.of("request", refused.request(), "problem", refused.why(), "runs", runs.newest()));
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
    runs.start(context, request.words(), progress -> compare(scenario.get(), request, progress));
  }

  private void refuse(Context context, WhatIfRequest request, String problem) {
    refusals.show(context, "/what-if", new Refused(request.withoutText(), problem));
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

  /** Answers with the progress or the result of a comparison, or with its differences as a file. */
  public void run(Context context) {
    var job = runs.find(context);
    if (!Exports.isAsked(context)) {
      runs.show(context, mayCancel(context, job));
    } else if (job.state() instanceof JobState.Done<WhatIfOutcome>(var outcome, var _)) {
      exports.answer(context, List.of(outcome.table()));
    } else {
      throw new NotFoundResponse("This comparison has no result.");
    }
  }

  /** The part of the page that changes. */
  public void runState(Context context) {
    runs.state(context);
  }

  /** Stops a comparison; for the person who started it, and for operators. */
  public void cancel(Context context) {
    var job = runs.find(context);
    if (!mayCancel(context, job)) {
      throw new ForbiddenResponse("Only " + job.by() + " or an operator may cancel this.");
    }
    runs.cancel(context);
  }

  private static boolean mayCancel(Context context, Job<WhatIfOutcome> job) {
    var person = Authorization.person(context);
    return person.mayAct() || person.name().equals(job.by());
  }

  @Override
  public void close() {
    runs.close();
  }
}
