package io.switchboard.cli.dnc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.cli.dnc.reconcile.comparison.Finding;
import io.switchboard.cli.dnc.reconcile.comparison.ListComparison;
import io.switchboard.cli.dnc.reconcile.comparison.RegistryEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ListComparisonTest {
  private static final Instant NOW = Instant.parse("2026-11-27T00:00:00Z");

  private static RegistryEntry entry(String number, boolean doNotCall, Instant receivedAt) {
    return new RegistryEntry(number, doNotCall, receivedAt, "e" + number, "webhook", receivedAt);
  }

  /** {@code +1:out} is an opt-out, {@code :in} an opt-in, {@code :new} an opt-out of just now. */
  private static RegistryEntry entry(String text) {
    var parts = text.split(":");
    return entry(
        parts[0], !parts[1].equals("in"), parts[1].equals("new") ? NOW : NOW.minusSeconds(60));
  }

  private static List<String> split(String text) {
    return text == null ? List.of() : Arrays.asList(text.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    ",,",
    "+1 +2,+1:out +2:out,",
    "+1 +1 +2,+1:out +2:out,",
    ",+1:out,call +1",
    ",+1:in,",
    "+1,+1:in,allowed +1",
    "+1,,unknown +1",
    "+2,+1:out +3:in,call +1|unknown +2",
    ",+1:new,",
    "+1 +5,+1:out +2:out +3:in +4:new,call +2|unknown +5",
    "+10 +2,+10:out +2:in,allowed +2",
  })
  void shouldFindBothDirections(String listed, String registry, String expected) {
    var found = new ArrayList<String>();

    var result =
        ListComparison.compare(
            split(listed).iterator(),
            split(registry).stream().map(ListComparisonTest::entry).iterator(),
            NOW,
            finding -> found.add(text(finding)));

    assertThat(String.join("|", found)).isEqualTo(expected == null ? "" : expected);
    assertThat(result.isEqual()).isEqualTo(found.isEmpty());
  }

  private static String text(Finding finding) {
    return switch (finding) {
          case Finding.WouldCall _ -> "call ";
          case Finding.BlocksAllowed _ -> "allowed ";
          case Finding.BlocksUnknown _ -> "unknown ";
        }
        + finding.number();
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldAgreeWithSets(long seed) {
    var random = new Random(seed);
    var listed = new TreeSet<String>();
    var registry = new TreeMap<String, RegistryEntry>();
    for (var i = 0; i < random.nextInt(200); i++) {
      var number = "+" + random.nextInt(150);
      if (random.nextBoolean()) {
        listed.add(number);
      }
      if (random.nextBoolean()) {
        var at = random.nextInt(10) == 0 ? NOW : NOW.minusSeconds(1);
        registry.put(number, entry(number, random.nextBoolean(), at));
      }
    }
    var found = new ArrayList<String>();

    var result =
        ListComparison.compare(
            listed.iterator(),
            registry.values().iterator(),
            NOW,
            finding -> found.add(text(finding)));

    var expected = new ArrayList<String>();
    var all = new TreeSet<>(listed);
    all.addAll(registry.keySet());
    for (var number : all) {
      var state = registry.get(number);
      if (state == null) {
        expected.add("unknown " + number);
      } else if (state.receivedAt().isBefore(NOW) && state.doNotCall() != listed.contains(number)) {
        expected.add((state.doNotCall() ? "call " : "allowed ") + number);
      }
    }
    assertThat(found).isEqualTo(expected);
    assertThat(result.listed()).isEqualTo(listed.size());
    assertThat(result.registered()).isEqualTo(registry.size());
    assertThat(result.same() + result.tooNew() + result.wouldCall() + result.blocksAllowed())
        .isEqualTo(registry.size());
  }

  @Test
  void shouldRefuseAListThatIsNotAscending() {
    var unsorted = List.of("+2", "+1").iterator();

    assertThatThrownBy(
            () ->
                ListComparison.compare(
                    unsorted, List.<RegistryEntry>of().iterator(), NOW, finding -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
