package io.switchboard.ingress.menu.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.ingress.menu.MenuTiming;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CallerProfilesTest {
  private static final Profile GOLD = new Profile(Tier.GOLD, "https://own.test/a.wav");
  private static final String NUMBER = "+14155550100";

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile Answering answering = _ -> Optional.of(GOLD);

  private final CallerProfiles profiles =
      new CallerProfiles(
          number -> {
            asked.incrementAndGet();
            return answering.find(number);
          },
          new MenuTiming(
              Duration.ofMillis(800),
              Duration.ofMillis(50),
              Duration.ofMillis(200),
              Duration.ofMillis(200),
              Duration.ofSeconds(30),
              Duration.ofMillis(100),
              10),
          meters,
          nanos::get);

  @Test
  void shouldFindAProfileAndRememberIt() {
    assertThat(profiles.of(NUMBER)).isEqualTo(GOLD);
    assertThat(profiles.of(NUMBER)).isEqualTo(GOLD);

    assertThat(asked).hasValue(1);
    assertThat(counted("found")).isEqualTo(1);
    assertThat(counted("cached")).isEqualTo(1);
  }

  @Test
  void shouldTellANumberWithoutAProfileFromAWithheldOne() {
    answering = _ -> Optional.empty();

    assertThat(profiles.of(NUMBER).tier()).isEqualTo(Tier.NONE);
    assertThat(profiles.of(null).tier()).isEqualTo(Tier.STANDARD);
  }

  @Test
  void shouldAskAgainAfterAWhile() {
    profiles.of(NUMBER);
    answering = _ -> Optional.of(new Profile(Tier.SILVER, null));
    nanos.addAndGet(Duration.ofSeconds(61).toNanos());

    assertThat(profiles.of(NUMBER).tier()).isEqualTo(Tier.SILVER);
  }

  @Test
  void shouldAskSoonerForANumberThatHadNone() {
    answering = _ -> Optional.empty();
    profiles.of(NUMBER);
    answering = _ -> Optional.of(GOLD);
    nanos.addAndGet(Duration.ofSeconds(11).toNanos());

    assertThat(profiles.of(NUMBER)).isEqualTo(GOLD);
  }

  @Test
  void shouldGiveTheOldAnswerWhenTheDatabaseFails() {
    profiles.of(NUMBER);
    nanos.addAndGet(Duration.ofHours(23).toNanos());
    fail();

    assertThat(profiles.of(NUMBER)).isEqualTo(GOLD);
    assertThat(counted("stale")).isEqualTo(1);
  }

  @Test
  void shouldGiveTheOldAnswerWhenTheDatabaseHangs() {
    profiles.of(NUMBER);
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    var never = new CountDownLatch(1);
    answering =
        _ -> {
          awaitQuietly(never);
          return Optional.empty();
        };

    assertThat(profiles.of(NUMBER)).isEqualTo(GOLD);
    never.countDown();
  }

  @Test
  void shouldTakeCallersAsStandardWhenTheDatabaseIsAwayAndStopAskingIt() {
    fail();

    for (var caller = 0; caller < 20; caller++) {
      assertThat(profiles.of("+1415555010" + caller).tier()).isEqualTo(Tier.STANDARD);
    }

    assertThat(asked).hasValue(3);
    assertThat(counted("failed")).isEqualTo(3);
    assertThat(counted("open")).isEqualTo(17);
  }

  private void fail() {
    answering =
        _ -> {
          throw new SQLException("away");
        };
  }

  private double counted(String result) {
    return meters.get("menu_profile_lookups_total").tag("result", result).counter().count();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Answering {
    Optional<Profile> find(String number) throws SQLException;
  }
}
