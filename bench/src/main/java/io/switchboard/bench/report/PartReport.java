package io.switchboard.bench.report;

import java.util.List;

/**
 * What one part came to.
 *
 * @param part its name on the command line
 * @param seconds how long it took, warm-up included
 * @param notes what a reader of the figures has to know
 */
public record PartReport(String part, double seconds, List<Figure> figures, List<String> notes) {
  /** Rounds of a limit further apart than this share of their median say: measure again. */
  public static final double NOISY = 0.25;

  public PartReport {
    figures = List.copyOf(figures);
    notes = List.copyOf(notes);
  }

  /** The figures whose limit wandered so far that their ratio is not to be believed. */
  public List<Figure> noisy() {
    return figures.stream().filter(figure -> figure.noise() > NOISY).toList();
  }
}
