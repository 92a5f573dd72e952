package io.switchboard.bench.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The report of one part.
 *
 * @param part its name on the command line
 * @param seconds its duration, warm-up included
 * @param notes for readers of the figures
 * @param failure why it could not be completed, if so
 */
@JsonIgnoreProperties(ignoreUnknown = true) // reports of earlier versions
public record PartReport(
    String part,
    double seconds,
    List<Figure> figures,
    List<String> notes,
    @Nullable String failure) {
  /**
   * When the rounds of a limit differ by more than this share of their median, the figure is noisy.
   */
  public static final double NOISY = 0.25;

  public PartReport {
    figures = List.copyOf(figures);
    notes = List.copyOf(notes);
  }

  /** A part that was measured completely. */
  public PartReport(String part, double seconds, List<Figure> figures, List<String> notes) {
    this(part, seconds, figures, notes, null);
  }

  /** The figures whose limit varied too much for a valid ratio. */
  public List<Figure> noisy() {
    return figures.stream().filter(figure -> figure.noise() > NOISY).toList();
  }
}
