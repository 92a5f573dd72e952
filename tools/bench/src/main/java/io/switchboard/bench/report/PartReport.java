package io.switchboard.bench.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one part came to.
 *
 * @param part its name on the command line
 * @param seconds how long it took, warm-up included
 * @param notes what a reader of the figures has to know
 * @param failure why it could not be measured to its end, if so
 */
@JsonIgnoreProperties(ignoreUnknown = true) // reports of earlier versions
public record PartReport(
    String part,
    double seconds,
    List<Figure> figures,
    List<String> notes,
    @Nullable String failure) {
  /** Rounds of a limit further apart than this share of their median say: measure again. */
  public static final double NOISY = 0.25;

  public PartReport {
    figures = List.copyOf(figures);
    notes = List.copyOf(notes);
  }

  /** A part that was measured completely. */
  public PartReport(String part, double seconds, List<Figure> figures, List<String> notes) {
    this(part, seconds, figures, notes, null);
  }

  /** The figures whose limit wandered so far that their ratio is not to be believed. */
  public List<Figure> noisy() {
    return figures.stream().filter(figure -> figure.noise() > NOISY).toList();
  }
}
