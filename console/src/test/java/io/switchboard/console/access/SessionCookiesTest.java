package io.switchboard.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class SessionCookiesTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-20T10:00:00Z"));
  private final InstantSource source = now::get;
  private final Clock clock = source.withZone(ZoneOffset.UTC);
  private final SessionCookies cookies = new SessionCookies(new byte[32], clock);

  @Test
  void shouldReadWhatItWrote() {
    var session = cookies.begin("ada");

    var read = cookies.read(cookies.write(session));

    assertThat(read).hasValue(session);
  }

  @Test
  void shouldRefuseACookieOfAnotherName() {
    var cookie = cookies.write(cookies.begin("ada"));
    var parts = cookie.split("\\.", -1);
    parts[1] = "Ym9i"; // bob

    var read = cookies.read(String.join(".", parts));

    assertThat(read).isEmpty();
  }

  @Test
  void shouldRefuseACookieOfAnotherKey() {
    var other = new SessionCookies(SessionCookies.newKey(), clock);

    var read = cookies.read(other.write(other.begin("ada")));

    assertThat(read).isEmpty();
  }

  @Test
  void shouldEndASessionThatIsIdle() {
    var cookie = cookies.write(cookies.begin("ada"));
    pass(SessionCookies.IDLE);

    var read = cookies.read(cookie);

    assertThat(read).isEmpty();
  }

  @Test
  void shouldEndASessionThatIsOldAlthoughItIsUsed() {
    var session = cookies.begin("ada");
    for (var used = Duration.ZERO;
        used.compareTo(SessionCookies.LIFETIME) < 0;
        used = used.plusMinutes(30)) {
      pass(Duration.ofMinutes(30));
      session = cookies.touch(session);
    }

    var read = cookies.read(cookies.write(session));

    assertThat(read).isEmpty();
  }

  @Test
  void shouldRefuseASessionThatWasLoggedOut() {
    var session = cookies.begin("ada");
    var cookie = cookies.write(session);
    cookies.revoke(session);

    var read = cookies.read(cookie);

    assertThat(read).isEmpty();
  }

  @Test
  void shouldRefuseTheTokenOfAnotherSession() {
    var token = cookies.csrfToken(cookies.begin("ada"));

    var accepted = cookies.isCsrfToken(cookies.begin("ada"), token);

    assertThat(accepted).isFalse();
  }

  private void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }
}
