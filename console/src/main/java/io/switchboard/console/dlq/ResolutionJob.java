package io.switchboard.console.dlq;

import io.switchboard.console.access.Person;
import io.switchboard.console.audit.ConsoleAudit;
import io.switchboard.console.jobs.JobProgress;
import io.switchboard.contract.event.ConsoleAction;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.dlq.DeadLetterResolver;
import io.switchboard.replay.dlq.DeadLetterStore;
import io.switchboard.replay.dlq.RefusedAgain;
import io.switchboard.replay.dlq.ResolutionPlan;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.Progress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/** Redrives or parks dead letters, with a record on {@code console.audit} before and after. */
record ResolutionJob(KafkaSettings kafka, ConsoleAudit audit, Person by, DeadLetterQuery query) {

  /**
   * Redrives them.
   *
   * @param planned how many the plan has shown
   * @param canaries the number to redrive when it is not all of them
   */
  ResolutionOutcome redrive(
      int planned, boolean alsoParked, OptionalInt canaries, JobProgress progress) {
    var asked = canaries.isPresent() ? "the first " + canaries.getAsInt() + " of " : "";
    return recorded(
        ConsoleAction.ConsoleActionKind.REDRIVEN,
        "to be redriven: " + asked + planned,
        reader -> redrive(reader, alsoParked, canaries, progress));
  }

  private ResolutionOutcome redrive(
      LogReader reader, boolean alsoParked, OptionalInt canaries, JobProgress progress) {
    var began = Instant.now();
    DeadLetterResolver.Result result;
    progress.step("Redriving");
    try (var resolver = open(reader)) {
      result =
          resolver.redrive(
              query.filter(kafka),
              query.window(),
              alsoParked,
              canaries.orElse(Integer.MAX_VALUE),
              progress);
    }
    var refused = 0;
    if (canaries.isPresent()) {
      progress.step("Waiting ten seconds whether they are refused again");
      refused =
          new RefusedAgain(kafka, reader)
              .await(query.names(), began, result.done().size(), progress);
    }
    return new ResolutionOutcome(
        true,
        result.done().size(),
        result.superseded().size(),
        result.incomplete().size(),
        canaries.isPresent(),
        refused,
        stillOpen(reader, alsoParked));
  }

  /**
   * Parks them.
   *
   * @param planned how many the plan has shown
   */
  ResolutionOutcome park(int planned, String why, JobProgress progress) {
    return recorded(
        ConsoleAction.ConsoleActionKind.PARKED,
        "to be parked: " + planned + "; " + why,
        reader -> {
          progress.step("Parking");
          try (var resolver = open(reader)) {
            var result = resolver.park(query.filter(kafka), query.window(), why);
            return new ResolutionOutcome(
                false, result.done().size(), 0, 0, false, 0, stillOpen(reader, false));
          }
        });
  }

  private ResolutionOutcome recorded(
      ConsoleAction.ConsoleActionKind kind,
      String asked,
      Function<LogReader, ResolutionOutcome> work) {
    audit.record(by, kind, query.words(), asked);
    try (var reader = LogReader.open(kafka)) {
      var outcome = work.apply(reader);
      audit.record(by, kind, query.words(), "done: " + outcome.words());
      return outcome;
    } catch (CancellationException e) {
      audit.record(by, kind, query.words(), "cancelled before the end");
      throw e;
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      throw new IllegalStateException(
          "Another redrive or park was started meanwhile, on the command line or in another"
              + " console. Look at what is still open and start again.",
          e);
    }
  }

  private DeadLetterResolver open(LogReader reader) {
    return DeadLetterResolver.open(kafka, reader, by.name(), InstantSource.system());
  }

  private int stillOpen(LogReader reader, boolean alsoParked) {
    var plan =
        ResolutionPlan.redrive(
            new DeadLetterStore(kafka, reader)
                .deadLetters(
                    query.services(), query.filter(kafka), query.window(), Progress.SILENT),
            alsoParked);
    return plan.deadLetters().size() + plan.incomplete();
  }
}
