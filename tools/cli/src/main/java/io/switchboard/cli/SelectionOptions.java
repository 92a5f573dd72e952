package io.switchboard.cli;

import io.switchboard.replay.copy.Selection;
import io.switchboard.replay.filter.Filter;
import io.switchboard.replay.filter.FilterSyntaxException;
import io.switchboard.replay.reading.LogWindow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --key} and {@code --where}, as a picocli mixin. */
public final class SelectionOptions {
  /** The filter language, for the footer of {@code --help}. */
  public static final String LANGUAGE =
      "Filters compare (= != < <= > >=), and know in (..), prefix '..', exists, and, or, not."
          + " They look at key, partition, offset, time (-15m), topic, header.NAME and JSON paths"
          + " of the value: severity, context.vip, events[*].id.";

  @Option(names = "--key", paramLabel = "KEY", description = "Only the records of this key.")
  private @Nullable String key;

  @Option(
      names = "--where",
      paramLabel = "FILTER",
      description = "Only matching records, for example: severity = 'critical' and time >= -15m")
  private @Nullable String where;

  /**
   * The filter, or null without one.
   *
   * @throws CommandFailure the filter has a syntax error
   */
  public @Nullable Filter filter(Instant now) {
    try {
      return where == null ? null : Filter.parse(where, now);
    } catch (FilterSyntaxException e) {
      throw new CommandFailure("--where: " + e.getMessage(), 2);
    }
  }

  /**
   * The selected records of a topic.
   *
   * @throws CommandFailure the filter has a syntax error
   */
  public Selection of(String topic, LogWindow window, Instant now) {
    var selection = Selection.of(topic, window, key, where, now);
    try {
      selection.predicate();
    } catch (FilterSyntaxException e) {
      throw new CommandFailure("--where: " + e.getMessage(), 2);
    }
    return selection;
  }
}
