package io.switchboard.cli.replay;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.Console;
import io.switchboard.cli.ReadOptions;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.text.Quantity;
import io.switchboard.replay.copy.Replay;
import io.switchboard.replay.copy.ReplayJob;
import io.switchboard.replay.copy.ReplayProgress;
import io.switchboard.replay.copy.ReplayTarget;
import io.switchboard.replay.copy.Speed;
import io.switchboard.replay.reading.LogReader;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * A replay to a topic, a new one or an interrupted one.
 *
 * @param confirmed whether to execute the plan that was printed
 * @param force whether it may write to a topic that others read
 */
record TopicReplay(
    KafkaSettings kafka,
    Admin admin,
    LogReader reader,
    Console console,
    BooleanSupplier confirmed,
    boolean force) {

  int begin(ReplayPlan plan, String into, Speed speed, @Nullable String name, ReadOptions reading) {
    var what = plan.what();
    var target = ReplayTarget.describe(admin, kafka, what.topic(), into);
    console.info(PlanText.of(what.topic(), plan.statistics(), speed, target, reading));
    refuse(target);
    if (plan.statistics().records() == 0) {
      console.info("There is nothing to replay.");
      return 0;
    }
    if (!confirmed.getAsBoolean()) {
      return 0;
    }
    var id = name == null ? UUID.randomUUID().toString().substring(0, 8) : name;
    Replay.requireNew(admin, kafka, id);
    target.create(admin);
    try (var replay = Replay.open(kafka, id, InstantSource.system())) {
      var begun =
          replay.begin(admin, new ReplayJob(id, what, into, speed.toString()), plan.ranges());
      console.info(
          "Replay %s. If it is interrupted: switchboard replay --resume %s --yes"
              .formatted(id, id));
      return run(replay, begun);
    }
  }

  /** Goes on with a replay, at another speed if one is given. */
  int resume(String id, @Nullable Speed speed) {
    var known =
        ReplayProgress.read(admin, kafka.prefix(), id)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "no replay " + id + " is known; replays are deleted after a week"));
    var job = known.job();
    console.info(
        "Replay %s of %s into %s: %,d of %,d offsets are left"
            .formatted(id, job.selection().topic(), job.into(), known.left(), known.total()));
    if (known.open().isEmpty()) {
      console.info("It is complete.");
      return 0;
    }
    var target = ReplayTarget.describe(admin, kafka, job.selection().topic(), job.into());
    if (!target.exists()) {
      throw new CommandFailure(job.into() + " does not exist any more; start a new replay");
    }
    refuse(target);
    if (!confirmed.getAsBoolean()) {
      return 0;
    }
    try (var replay = Replay.open(kafka, id, InstantSource.system())) {
      // check again: only now is it certain that no other process writes
      var begun = ReplayProgress.read(admin, kafka.prefix(), id).orElse(known);
      return run(replay, speed == null ? begun : begun.at(speed));
    }
  }

  private int run(Replay replay, ReplayProgress begun) {
    var toResume = "switchboard replay --resume %s --yes".formatted(begun.job().id());
    try (var _ = console.whenInterrupted("Interrupted. To go on: " + toResume);
        var bar = console.progress("replaying")) {
      var written = replay.run(begun, reader, bar);
      console.print(
          "%s written into %s".formatted(Quantity.of(written, "record"), begun.job().into()));
    }
    return 0;
  }

  private void refuse(ReplayTarget target) {
    if (!target.obstacles().isEmpty()) {
      throw new CommandFailure(String.join("; ", target.obstacles()));
    }
    if (target.needsForce() && !force) {
      throw new CommandFailure(
          target.topic()
              + " is read by others, which would process the records (see above); add --force to"
              + " allow it");
    }
  }
}
