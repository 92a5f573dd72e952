package io.switchboard.cli.dnc.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.dnc.reconcile.SortedRuns.Position;
import io.switchboard.contract.phone.NumberReading;
import io.switchboard.contract.phone.PhoneNumber;
import io.switchboard.contract.time.Times;
import io.switchboard.cxone.read.ListReader;
import io.switchboard.cxone.read.Page;
import io.switchboard.replay.reading.Progress;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a DNC list of CXone page by page into sorted runs.
 *
 * @param region of national numbers
 * @param now expired records are left out
 * @param runSize records in a run, which is what is in memory
 */
record ListDownload(
    ListReader records,
    SortedRuns runs,
    Suppressions registry,
    String region,
    Instant now,
    int runSize) {
  /** Numbers that were removed meanwhile move others to earlier pages. */
  private static final long OVERLAP = 100;

  /** What the registry suppresses. */
  @FunctionalInterface
  interface Suppressions {
    /** Those of these numbers that are suppressed. */
    Set<String> of(Collection<String> numbers) throws SQLException;
  }

  /**
   * Reads the rest of the list.
   *
   * @param from how far it has been read
   * @throws CommandFailure when a page cannot be read; the next call continues there
   */
  Position read(Position from, Progress progress)
      throws IOException, InterruptedException, SQLException {
    var position = from;
    var skip = Math.max(0, position.skip() - OVERLAP);
    var entries = new ArrayList<List<String>>();
    var unreadable = position.unreadable();
    Page.@Nullable Got before = null;
    while (true) {
      switch (records.page(skip)) {
        case Page.Failed(var why) ->
            throw new CommandFailure(
                "CXone's list cannot be read behind record %,d (HTTP %d); run it again to continue"
                    .formatted(position.skip(), why.status()));
        case Page.Got page -> {
          for (var item : page.items()) {
            unreadable += add(item, entries);
          }
          skip = page.next();
          progress.at(skip, Math.max(skip, page.total().orElse(skip)));
          var last = page.last() || isRepeated(page, before);
          if (last || entries.size() >= runSize) {
            position = runs.write(blocked(entries), position, skip, unreadable);
            entries.clear();
          }
          if (last) {
            return position;
          }
          before = page;
        }
      }
    }
  }

  /** Whether CXone has no more than the page before, and does not say so. */
  private static boolean isRepeated(Page.Got page, Page.@Nullable Got before) {
    if (!page.repeats(before)) {
      return false;
    }
    if (!page.isBehindTotal()) {
      throw new CommandFailure(
          "CXone answers every page of the list with the same records: it cannot be compared");
    }
    return true;
  }

  /**
   * The numbers that these entries block, each with its readings. Digits with two readings block
   * both. But they are one entry: it counts as known here when the registry suppresses one of them,
   * and then the other must not be found as blocked without a record.
   */
  private List<String> blocked(List<List<String>> entries) throws SQLException {
    var ambiguous =
        entries.stream().filter(readings -> readings.size() > 1).flatMap(List::stream).toList();
    var suppressed = ambiguous.isEmpty() ? Set.<String>of() : registry.of(ambiguous);
    var numbers = new ArrayList<String>();
    for (var readings : entries) {
      var known = readings.stream().filter(suppressed::contains).toList();
      numbers.addAll(known.isEmpty() ? readings.subList(0, 1) : known);
    }
    return numbers;
  }

  /** Returns 1 for a record that is no number. */
  private int add(JsonNode item, List<List<String>> entries) {
    var end = item.path("expiredDate").asText("");
    var expired =
        Times.parse(end)
            .or(() -> Times.parse(end + "Z")) // without an offset: UTC, as in a search
            .filter(time -> !time.isAfter(now))
            .isPresent();
    if (expired) {
      return 0;
    }
    if (NumberReading.of(item.path("phoneNumber").asText(""), region)
        instanceof NumberReading.Readable(var numbers, var several, _)) {
      var readings = several ? numbers.subList(0, 1) : numbers;
      entries.add(readings.stream().map(PhoneNumber::e164).toList());
      return 0;
    }
    return 1;
  }
}
