package io.switchboard.sink.redis;

import static io.switchboard.sink.redis.MirrorRig.NOON;
import static io.switchboard.sink.redis.MirrorRig.registration;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.dnc.DncRegistration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class MirrorStoreTest {
  private final MirrorRig rig = new MirrorRig();

  @Test
  void shouldKeepTheGreatestOfAnyOrderOfRegistrations() {
    var random = new Random(20_261_120);
    try (var store = rig.store()) {
      var epoch = begin(store);
      for (var run = 0; run < 200; run++) {
        var number = "+1415555" + run;
        // year 1 is what some senders put where they have no time
        var from = run % 2 == 0 ? NOON : Instant.parse("0001-01-01T00:00:00Z");
        var written = new ArrayList<DncRegistration>();
        for (var left = 1 + random.nextInt(8); left > 0; left--) {
          var id = Integer.toHexString(random.nextInt(40));
          var at = from.plusMillis(random.nextInt(3));
          written.add(registration(number, random.nextBoolean(), at, id));
        }

        store.write(written, Map.of());

        var greatest =
            written.stream()
                .max(
                    Comparator.comparing(DncRegistration::eventTime)
                        .thenComparing(DncRegistration::doNotCall)
                        .thenComparing(DncRegistration::eventId))
                .orElseThrow();
        var entry = rig.entry(epoch, number).orElseThrow();
        assertThat(entry.eventId()).as("run %d", run).isEqualTo(greatest.eventId());
        assertThat(entry.doNotCall()).isEqualTo(greatest.doNotCall());
        assertThat(entry.time()).isEqualTo(greatest.eventTime());
      }
    }
  }

  @Test
  void shouldWriteToTheEpochThatIsBeingBuiltToo() {
    try (var store = rig.store()) {
      var current = begin(store);
      var next = store.begin();

      store.write(List.of(registration("+1", true, NOON, "a")), Map.of("t-0", "7"));

      assertThat(rig.entry(current, "+1")).isPresent();
      assertThat(rig.entry(next, "+1")).isPresent();
      assertThat(store.offsets()).containsEntry("t-0", "7");
    }
  }

  @Test
  void shouldSayWhenRedisHasLostItsData() {
    try (var store = rig.store()) {
      assertThat(store.write(List.of(registration("+1", true, NOON, "a")), Map.of("t-0", "7")))
          .isEqualTo(MirrorStore.Written.LOST);
      assertThat(store.offsets()).isEmpty();
    }
  }

  @Test
  void shouldNotSwitchToAnEpochThatWasOvertaken() {
    try (var store = rig.store()) {
      var overtaken = store.begin();
      var latest = store.begin();

      assertThat(store.switchTo(overtaken)).isFalse();
      assertThat(store.switchTo(latest)).isTrue();
      assertThat(store.epoch()).contains(latest);
      assertThat(store.building()).isEmpty();
    }
  }

  @Test
  void shouldRemoveTheNumbersOfEarlierEpochsOnly() {
    try (var store = rig.store()) {
      var old = begin(store);
      store.write(List.of(registration("+1", true, NOON, "a")), Map.of());
      var current = begin(store);
      var next = store.begin(); // of a rebuild that has begun meanwhile
      store.write(List.of(registration("+2", true, NOON, "a")), Map.of());

      assertThat(store.removeBefore(current)).isEqualTo(1);

      assertThat(rig.entry(old, "+1")).isEmpty();
      assertThat(rig.entry(current, "+2")).isPresent();
      assertThat(rig.entry(next, "+2")).isPresent();
      assertThat(store.epoch()).contains(current);
    }
  }

  @Test
  void shouldReplaceAValueOfAnotherTypeThatAnotherProgramWrote() {
    try (var store = rig.store()) {
      var epoch = begin(store);
      var key = rig.layout.number(epoch, "+1");
      MirrorRig.redis(redis -> redis.lpush(key, "x"));

      store.write(List.of(registration("+1", true, NOON, "a")), Map.of());

      assertThat(rig.entry(epoch, "+1")).isPresent();
    }
  }

  static String begin(MirrorStore store) {
    var epoch = store.begin();
    store.switchTo(epoch);
    return epoch;
  }
}
