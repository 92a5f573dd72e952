package io.switchboard.cli.doctor.rules.tenant.operation;

import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.cli.doctor.rules.tenant.Reply;
import io.switchboard.contract.text.Quantity;
import java.util.List;

/**
 * Check 20: the scripts of the points of contact take signals.
 *
 * @param points the points of contact
 */
public record SignalScripts(Reply reply, List<Point> points) {

  /** Whether a script has the action ONSIGNAL. */
  public enum OnSignal {
    PRESENT,
    ABSENT,
    /** The tenant does not show the actions of this script. */
    UNKNOWN
  }

  /**
   * A point of contact.
   *
   * @param name its description, never its number
   */
  public record Point(String name, String script, OnSignal onSignal) {}

  /** The result. */
  public Verdict verdict() {
    var trouble = reply.trouble("GET /points-of-contact", "Points of Contact: View");
    if (trouble.isPresent()) {
      return trouble.get();
    }
    var without =
        points.stream()
            .filter(point -> point.onSignal() == OnSignal.ABSENT)
            .map(point -> point.name() + " (" + point.script() + ")")
            .toList();
    if (!without.isEmpty()) {
      return new Verdict.Failed(
          "without ONSIGNAL: " + Verdict.list(without),
          "add ONSIGNAL to these scripts, else the caller's selection is lost; see docs/nice.md");
    }
    var unknown = points.stream().filter(point -> point.onSignal() == OnSignal.UNKNOWN).count();
    return unknown == 0
        ? Verdict.passed(
            "%s, each with ONSIGNAL",
            Quantity.of(points.size(), "point of contact", "points of contact"))
        : new Verdict.Warned(
            "the actions of %d of %d scripts are not shown".formatted(unknown, points.size()),
            "look in Studio whether they have ONSIGNAL");
  }
}
