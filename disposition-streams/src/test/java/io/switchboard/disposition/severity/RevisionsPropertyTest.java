package io.switchboard.disposition.severity;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.disposition.ClassifiedDisposition;
import io.switchboard.contract.event.disposition.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random results of one contact, in random order, some of them twice, against a plain oracle. */
class RevisionsPropertyTest {
  private static final List<String> CODES = List.of("1001", "1002", "2001", "3003", "777");
  private static final DispositionRules RULES =
      new DispositionRules(
          "v1",
          List.of(
              new DispositionRule("out", List.of("1001", "1002"), "do_not_call", Severity.CRITICAL),
              new DispositionRule("back", List.of("2001"), "callback_later", Severity.MEDIUM),
              new DispositionRule("lead", List.of("3003"), "qualified_lead", Severity.MEDIUM)));

  @Test
  void shouldHoldWhatIsPromised() {
    for (var seed = 0L; seed < 10_000; seed++) {
      var log = log(new Random(seed));
      assertThat(log).as("seed %d", seed).satisfies(_ -> check(log));
    }
  }

  private static void check(List<CallResult> log) {
    var records = replay(log);
    var counting = records.stream().filter(record -> !record.stale()).toList();

    // each event comes out at most once
    assertThat(records).extracting(ClassifiedDisposition::eventId).doesNotHaveDuplicates();
    // no opt-out is lost in any order
    assertThat(records.stream().filter(RevisionsPropertyTest::isOptOut).map(r -> r.eventId()))
        .containsExactlyInAnyOrderElementsOf(
            log.stream()
                .filter(r -> r.code().startsWith("100"))
                .map(CallResult::eventId)
                .distinct()
                .toList());
    // what is stale is an opt-out
    assertThat(records).allMatch(record -> !record.stale() || isOptOut(record));
    // time never runs back among what counts, and the newest counts in the end
    assertThat(counting).extracting(RevisionsPropertyTest::effectiveTime).isSorted();
    assertThat(counting.getLast().eventId()).isEqualTo(newest(log).eventId());
    checkNumbers(counting);
  }

  private static void checkNumbers(List<ClassifiedDisposition> counting) {
    assertThat(counting.getFirst().revision()).isEqualTo(1);
    for (var i = 1; i < counting.size(); i++) {
      var before = counting.get(i - 1);
      var now = counting.get(i);
      var corrects = !before.dispositionCode().equals(now.dispositionCode());
      assertThat(now.revision()).isEqualTo(before.revision() + (corrects ? 1 : 0));
      assertThat(now.supersedes()).isEqualTo(corrects ? before.eventId() : null);
    }
  }

  private static boolean isOptOut(ClassifiedDisposition record) {
    return record.category().equals(ClassifiedDisposition.DO_NOT_CALL);
  }

  private static Instant effectiveTime(ClassifiedDisposition record) {
    return record.eventTime().isBefore(record.receivedAt())
        ? record.eventTime()
        : record.receivedAt();
  }

  /**
   * For any clocks of the senders and any order of the results on the log: a result that was
   * received after all others, with a right time, counts in the end.
   */
  @Test
  void shouldNeverBeFrozenByASenderWhoseClockIsAhead() {
    for (var seed = 0L; seed < 10_000; seed++) {
      var random = new Random(seed);
      var log = log(random);
      var right = Instant.parse("2026-11-20T10:00:30Z");
      var last = new CallResult("last", "c", "2001", null, right, TimeSource.EVENT, right, null);
      log.add(random.nextInt(log.size() + 1), last);

      var counting = replay(log).stream().filter(record -> !record.stale()).toList();

      assertThat(counting.getLast().eventId()).as("seed %d", seed).isEqualTo("last");
    }
  }

  /**
   * The oracle: the largest of the earlier of event time and receive time; among equals the one
   * whose first copy came last.
   */
  private static CallResult newest(List<CallResult> log) {
    Set<String> seen = new HashSet<>();
    @Nullable CallResult newest = null;
    for (var result : log) {
      if (seen.add(result.eventId())
          && (newest == null || !earlier(result).isBefore(earlier(newest)))) {
        newest = result;
      }
    }
    return java.util.Objects.requireNonNull(newest);
  }

  private static Instant earlier(CallResult result) {
    return result.eventTime().isBefore(result.receivedAt())
        ? result.eventTime()
        : result.receivedAt();
  }

  private static List<ClassifiedDisposition> replay(List<CallResult> log) {
    var records = new ArrayList<ClassifiedDisposition>();
    @Nullable LastResult last = null;
    for (var result : log) {
      var decision = DispositionDecision.of(RULES, last, result);
      last = decision.after() == null ? last : decision.after();
      if (decision.record() != null) {
        records.add(decision.record());
      }
    }
    return records;
  }

  private static List<CallResult> log(Random random) {
    var log = new ArrayList<CallResult>();
    var events = 1 + random.nextInt(12);
    for (var i = 0; i < events; i++) {
      var received = Instant.parse("2026-11-20T10:00:00Z").plusSeconds(random.nextInt(6));
      var code = CODES.get(random.nextInt(CODES.size()));
      // clocks that are right, a few seconds behind or ahead, and a day ahead
      var at =
          switch (random.nextInt(4)) {
            case 0 -> received;
            case 1 -> received.minusSeconds(random.nextInt(3));
            case 2 -> received.plusSeconds(random.nextInt(3));
            default -> received.plusSeconds(86_400);
          };
      var result = new CallResult("e" + i, "c", code, null, at, TimeSource.EVENT, received, null);
      log.addAll(Collections.nCopies(1 + random.nextInt(2), result));
    }
    Collections.shuffle(log, random);
    return log;
  }
}
