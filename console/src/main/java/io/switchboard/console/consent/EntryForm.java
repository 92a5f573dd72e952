package io.switchboard.console.consent;

import io.javalin.http.Context;
import io.switchboard.console.access.Authorization;
import io.switchboard.console.view.Views;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncSource;
import io.switchboard.dnc.registry.EnteredChange;
import io.switchboard.replay.consent.EntryPlan;
import io.switchboard.replay.reading.LocalTimes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/**
 * What a person has filled in to enter an opt-out.
 *
 * @param at when it was said, as filled in: a local time, or the exact time of a plan
 * @param confirmed whether the person has seen the plan
 * @param by the name of the person
 */
public record EntryForm(
    String number,
    String reason,
    String at,
    boolean confirmed,
    String by,
    Instant now,
    ZoneId zone) {
  private static final int MAX_TEXT = 500;

  static EntryForm empty(Context context) {
    return new EntryForm("", "", "", false, "", Instant.now(), Views.zone(context));
  }

  static EntryForm of(Context context) {
    return new EntryForm(
        text(context, "number"),
        text(context, "reason"),
        text(context, "at"),
        "yes".equals(context.formParam("confirmed")),
        Authorization.person(context).name(),
        Instant.now().truncatedTo(ChronoUnit.MILLIS),
        Views.zone(context));
  }

  private static String text(Context context, String name) {
    return Objects.requireNonNullElse(context.formParam(name), "").strip();
  }

  /** What of an opt-out is written, or why nothing can be. */
  EntryPlan optOut(String region) {
    if (!isComplete()) {
      return new EntryPlan.Refused("Fill in the number and the reason, in at most 500 characters.");
    }
    try {
      return EntryPlan.change(
          new EnteredChange(
              DncSource.OPERATOR, number, Consent.OPT_OUT, time(), by, reason, List.of(), ""),
          region,
          now);
    } catch (DateTimeException _) {
      return new EntryPlan.Refused("The time is not readable.");
    }
  }

  /** What of the resolution of a case is written, or why nothing can be. */
  EntryPlan resolution(OpenCase open, String region) {
    return isComplete()
        ? EntryPlan.resolution(open.key(), open.effectiveTime(), number, region, now, by, reason)
        : new EntryPlan.Refused("Fill in the number and the reason, in at most 500 characters.");
  }

  private boolean isComplete() {
    return !number.isEmpty()
        && number.length() <= MAX_TEXT
        && !reason.isEmpty()
        && reason.length() <= MAX_TEXT;
  }

  /**
   * The time that was filled in; now when it was left out. In the hour that the clocks show twice
   * it is the second one: an opt-out must not count as older than it is.
   */
  Instant time() {
    if (at.isEmpty()) {
      return now;
    }
    if (at.endsWith("Z")) {
      return Instant.parse(at);
    }
    var local = LocalDateTime.parse(at);
    var latest = LocalTimes.latest(local, zone);
    return latest.isAfter(now) ? LocalTimes.earliest(local, zone) : latest;
  }
}
