package io.switchboard.bench.report;

/**
 * The aim of a figure, in the direction of improvement.
 *
 * @param of the value that is compared with the bound
 * @param bound a ratio, or a value in the figure's unit
 */
public record Aim(AimSubject of, double bound) {
  /** The compared value. */
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
