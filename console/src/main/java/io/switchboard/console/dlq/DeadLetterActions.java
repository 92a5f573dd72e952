package io.switchboard.console.dlq;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.switchboard.console.access.Authorization;
import io.switchboard.console.audit.ConsoleAudit;
import io.switchboard.console.jobs.JobPages;
import io.switchboard.console.jobs.JobPages.JobTexts;
import io.switchboard.console.view.Views;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.dlq.DeadLetterIndex;
import io.switchboard.replay.dlq.DeadLetterStore.DeadLetterEntry;
import io.switchboard.replay.dlq.DeadLetterStore.DeadLetterState;
import io.switchboard.replay.dlq.ResolutionPlan;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * {@code /dead-letters/redrive}, {@code /dead-letters/park}: the plan, and the run that it starts.
 */
public final class DeadLetterActions implements AutoCloseable {
  private static final int MAX_CANARIES = 1_000;
  private static final int MAX_REASON = 500;
  private static final JobTexts TEXTS =
      new JobTexts(
          "/dead-letters/runs/",
          "/dead-letters",
          "Dead letters",
          "deadLetterRun",
          "Another redrive or park is running, and there is one at a time. Nothing was done.",
          "This run is not remembered any more: the console was restarted, or fifty others"
              + " followed. The audit page says what was done.");

  private final KafkaSettings kafka;
  private final DeadLetterIndex index;
  private final ConsoleAudit audit;
  private final Views views;
  private final JobPages<ResolutionOutcome> runs;
  private final SelectionCache<PlannedResolution> plans;

  public DeadLetterActions(
      KafkaSettings kafka, DeadLetterIndex index, ConsoleAudit audit, Views views) {
    this.kafka = kafka;
    this.index = index;
    this.audit = audit;
    this.views = views;
    this.runs = new JobPages<>(views, TEXTS);
    this.plans = new SelectionCache<>(index);
  }

  /** Answers with what a redrive would do. */
  public void planRedrive(Context context) {
    var query = DeadLetterQuery.of(context);
    var alsoParked = "true".equals(context.queryParam("parked"));
    var plan =
        plans.get(
            query,
            alsoParked ? "redrive with parked" : "redrive",
            () -> {
              var found = found(query);
              return PlannedResolution.of(
                  ResolutionPlan.redrive(found, alsoParked),
                  found.stream().filter(it -> it.state() == DeadLetterState.PARKED).count());
            });
    plan(context, query, plan, true, alsoParked);
  }

  /** Answers with what a park would do. */
  public void planPark(Context context) {
    var query = DeadLetterQuery.of(context);
    var plan =
        plans.get(query, "park", () -> PlannedResolution.of(ResolutionPlan.park(found(query)), 0));
    plan(context, query, plan, false, false);
  }

  private List<DeadLetterEntry> found(DeadLetterQuery query) {
    try {
      return query.find(kafka, index);
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse(String.valueOf(e.getMessage()));
    }
  }

  private void plan(
      Context context,
      DeadLetterQuery query,
      PlannedResolution plan,
      boolean redrive,
      boolean alsoParked) {
    views.page(
        context,
        "deadLetterPlan.jte",
        redrive ? "Redrive" : "Park",
        Map.of(
            "redrive", redrive,
            "plan", plan,
            "alsoParked", alsoParked,
            "query", query,
            "running", runs.running()));
  }

  /** Starts a redrive; its page shows the progress. */
  public void redrive(Context context) {
    var query = DeadLetterQuery.of(context);
    var planned = planned(context, query);
    var alsoParked = "true".equals(context.formParam("parked"));
    var canaries = canaries(context.formParam("canary"));
    var job = new ResolutionJob(kafka, audit, Authorization.person(context), query);
    runs.start(
        context,
        "Redrive: " + query.words(),
        progress -> job.redrive(planned, alsoParked, canaries, progress));
  }

  /** Starts a park; its page shows the progress. */
  public void park(Context context) {
    var query = DeadLetterQuery.of(context);
    var planned = planned(context, query);
    var why = Objects.requireNonNullElse(context.formParam("why"), "").strip();
    if (why.isEmpty() || why.length() > MAX_REASON) {
      throw new BadRequestResponse(
          "Say why, in at most " + MAX_REASON + " characters: it is for who looks next.");
    }
    var job = new ResolutionJob(kafka, audit, Authorization.person(context), query);
    runs.start(context, "Park: " + query.words(), progress -> job.park(planned, why, progress));
  }

  private int planned(Context context, DeadLetterQuery query) {
    try {
      query.filter(kafka);
      return Integer.parseInt(Objects.requireNonNullElse(context.formParam("planned"), ""));
    } catch (NumberFormatException _) {
      throw new BadRequestResponse("The plan is missing. Load it again.");
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse(String.valueOf(e.getMessage()));
    }
  }

  private static OptionalInt canaries(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return OptionalInt.empty();
    }
    if (!text.strip().matches("\\d{1,4}") || !isInRange(Integer.parseInt(text.strip()))) {
      throw new BadRequestResponse(
          "\"Only the first\" takes a number from 1 to " + MAX_CANARIES + ", or nothing for all.");
    }
    return OptionalInt.of(Integer.parseInt(text.strip()));
  }

  private static boolean isInRange(int canaries) {
    return canaries >= 1 && canaries <= MAX_CANARIES;
  }

  /** Answers with the progress or the result of a run. */
  public void run(Context context) {
    runs.show(context, Authorization.person(context).mayAct());
  }

  /** The part of the page that changes. */
  public void runState(Context context) {
    runs.state(context);
  }

  /** Stops a redrive before its next transaction. */
  public void cancel(Context context) {
    runs.cancel(context);
  }

  @Override
  public void close() {
    runs.close();
  }
}
