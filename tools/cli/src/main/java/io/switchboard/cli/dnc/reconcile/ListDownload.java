package io.switchboard.cli.dnc.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.dnc.reconcile.SortedRuns.Position;
import io.switchboard.contract.phone.PhoneNumber;
import io.switchboard.contract.time.Times;
import io.switchboard.cxone.read.ListReader;
import io.switchboard.cxone.read.Page;
import io.switchboard.replay.reading.Progress;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Reads a DNC list of CXone page by page into sorted runs.
 *
 * @param region of national numbers
 * @param now expired records are left out
 * @param runSize numbers in a run, which is what is in memory
 */
record ListDownload(ListReader records, SortedRuns runs, String region, Instant now, int runSize) {
  /** Numbers that were removed meanwhile move others to earlier pages. */
  private static final long OVERLAP = 100;

  /**
   * Reads the rest of the list.
   *
   * @param from how far it has been read
   * @throws CommandFailure when a page cannot be read; the next call continues there
   */
  Position read(Position from, Progress progress) throws IOException, InterruptedException {
    var position = from;
    var skip = Math.max(0, position.skip() - OVERLAP);
    var numbers = new ArrayList<String>();
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
            unreadable += add(item, numbers);
          }
          skip = page.next();
          progress.at(skip, Math.max(skip, page.total().orElse(skip)));
          var last = page.last() || isRepeated(page, before);
          if (last || numbers.size() >= runSize) {
            position = runs.write(numbers, position, skip, unreadable);
            numbers.clear();
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

  /** Returns 1 for a record that is no number. */
  private int add(JsonNode item, ArrayList<String> numbers) {
    var end = item.path("expiredDate").asText("");
    var expired =
        Times.parse(end)
            .or(() -> Times.parse(end + "Z")) // without an offset: UTC, as in a search
            .filter(time -> !time.isAfter(now))
            .isPresent();
    if (expired) {
      return 0;
    }
    var number = PhoneNumber.parse(item.path("phoneNumber").asText(""), region);
    number.ifPresent(known -> numbers.add(known.e164()));
    return number.isPresent() ? 0 : 1;
  }
}
