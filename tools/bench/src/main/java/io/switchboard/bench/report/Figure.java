package io.switchboard.bench.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.switchboard.testkit.process.ChildProcess;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One measured figure.
 *
 * @param name for example "acknowledged requests, 64 connections"
 * @param unit for example "/s" or "ms"
 * @param limit its limit, if there is one
 * @param aim its aim, if there is one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Figure(
    String name,
    String unit,
    ImprovementDirection better,
    Rounds rounds,
    @Nullable Limit limit,
    @Nullable Aim aim) {

  /**
   * A rate without limit and aim.
   *
   * @throws IllegalStateException when a round measured nothing
   */
  public static Figure rate(String name, Rounds rounds) {
    if (!rounds.values().stream().allMatch(rate -> rate > 0 && Double.isFinite(rate))) {
      throw new IllegalStateException("nothing was measured: " + name + " " + rounds.values());
    }
    return new Figure(name, "/s", ImprovementDirection.HIGHER, rounds, null, null);
  }

  /** A time in milliseconds without limit and aim. */
  public static Figure milliseconds(String name, Rounds rounds) {
    return lower(name, "ms", rounds);
  }

  /** Resident memory in MB without limit and aim. */
  public static Figure memory(String name, Rounds rounds) {
    return lower(name, "MB", rounds);
  }

  /** A size or a time that is better when it is lower, without limit and aim. */
  public static Figure lower(String name, String unit, Rounds rounds) {
    return new Figure(name, unit, ImprovementDirection.LOWER, rounds, null, null);
  }

  /** The peak of a process's resident memory, without limit and aim. */
  public static Figure peakMemory(String name, ChildProcess process) {
    return memory(name, Rounds.megabytes(process.memory().peakBytes()));
  }

  /** As above, with a limit. */
  public Figure against(String name, Rounds rounds) {
    return new Figure(this.name, unit, better, this.rounds, new Limit(name, rounds), aim);
  }

  /** As above, with an aim. */
  public Figure aimingAt(Aim aim) {
    return new Figure(name, unit, better, rounds, limit, aim);
  }

  /** The ratio of the medians. */
  public Optional<Double> ratio() {
    return limit == null || limit.rounds().median() == 0
        ? Optional.empty()
        : Optional.of(rounds.median() / limit.rounds().median());
  }

  /** Whether the aim is reached; empty without an aim. */
  public Optional<Boolean> reached() {
    var aimed = aim;
    if (aimed == null) {
      return Optional.empty();
    }
    var measured =
        switch (aimed.of()) {
          case RATIO -> ratio();
          case VALUE -> Optional.of(rounds.median());
        };
    return measured.map(
        value ->
            switch (better) {
              case HIGHER -> value >= aimed.bound();
              case LOWER -> value <= aimed.bound();
            });
  }

  /**
   * The spread of the limit's rounds, else of its own: the effect of a busy machine on every
   * comparison.
   */
  public double noise() {
    return limit == null ? rounds.spread() : limit.rounds().spread();
  }

  /** The key of the figure in other reports. */
  String identity() {
    return limit == null ? name : name + " / " + limit.name();
  }
}
