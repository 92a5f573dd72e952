package io.switchboard.bench.report;

/**
 * What a figure should come to; in the direction in which the figure gets better.
 *
 * @param of what is held against the bound
 * @param bound a ratio, or a value in the figure's unit
 */
public record Aim(AimSubject of, double bound) {
  /** What is held against the bound. */
  public enum AimSubject {
    RATIO,
    VALUE
  }

  /** An aim for the ratio to the limit. */
  public static Aim ratio(double bound) {
    return new Aim(AimSubject.RATIO, bound);
  }

  /** An aim for the figure itself. */
  public static Aim value(double bound) {
    return new Aim(AimSubject.VALUE, bound);
  }
}
