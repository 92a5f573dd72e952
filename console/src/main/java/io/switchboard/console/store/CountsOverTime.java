package io.switchboard.console.store;

import io.switchboard.console.view.Plot;
import io.switchboard.console.view.Window;
import java.util.List;

/**
 * The rows of a table, counted by interval and by the values of a column.
 *
 * @param table and the columns are of the program, never of a person
 * @param time the column with a row's time; it needs an index
 * @param series the column that names the series, or an SQL text
 */
public record CountsOverTime(String table, String time, String series) {

  /** A plot of the window. Values that are not among the names are left out. */
  public Plot plot(Store store, String title, Window window, List<String> names) {
    return Plot.of(title, window, Plot.step(window), names, points(store, window));
  }

  /** The counts in intervals of {@link Plot#step}; those without a row are missing. */
  public List<Plot.Point> points(Store store, Window window) {
    return store.list(
        """
        SELECT date_bin(?::interval, %2$s, timestamptz 'epoch') AS at, %3$s AS series,
          count(*) AS records
        FROM %1$s WHERE %2$s >= ? AND %2$s < ? GROUP BY 1, 2"""
            .formatted(table, time, series),
        row ->
            new Plot.Point(Store.time(row, "at"), row.getString("series"), row.getLong("records")),
        Plot.step(window).toSeconds() + " seconds",
        Plot.begin(window),
        window.to());
  }
}
