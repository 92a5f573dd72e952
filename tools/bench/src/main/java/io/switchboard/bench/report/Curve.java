package io.switchboard.bench.report;

import java.util.List;

/**
 * How something changes with something else.
 *
 * @param name what, for example "microseconds a call result"
 * @param along with what, for example "contacts"
 */
public record Curve(String name, String along, List<Point> points) {
  /** A place on it; both are positive. */
  public record Point(double x, double y) {}

  public Curve {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("a curve without points");
    }
  }
}
