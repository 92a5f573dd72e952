package io.switchboard.ivr.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.ivr.session.InputHistory;
import io.switchboard.ivr.session.Session;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The state that earlier versions left on the changelog is read. */
final class SessionJsonTest {
  private static final String CALL =
      """
      "call":{"callId":"m1","firstEventId":"a","trace":"00-1","definition":"8ef8","source":"menu",\
      "phoneNumber":"+14155550100","tier":"gold","startedAt":"2026-11-20T10:00:00.000Z"}\
      """;

  @Test
  void shouldReadAnOpenSessionOfVersionZeroOne() {
    var stored =
        """
        {"state":"open",%s,"position":{"node":"main_menu","entry":"","noInputs":0,"noMatches":0,\
        "reason":"SELECTION","silent":false,"turn":2},"steps":3,"version":2,"path":["1"],\
        "nodes":["main_menu","department","main_menu"],"deadline":"2026-11-20T10:00:30.000Z",\
        "seen":["00112233445566aa"],"ignored":{"bridge":1},"beforeFallback":{"node":"department",\
        "entry":"","noInputs":0,"noMatches":0,"reason":"SELECTION","silent":false,"turn":1}}\
        """
            .formatted(CALL);

    var session = SessionJson.read(stored.getBytes(StandardCharsets.UTF_8));

    assertThat(session)
        .isInstanceOfSatisfying(
            Session.Open.class,
            open -> {
              assertThat(open.path()).containsExactly("1");
              assertThat(open.beforeFallback()).extracting(it -> it.node()).isEqualTo("department");
              assertThat(open.pathBeforeFallback()).isNull();
              assertThat(open.inputs()).isEqualTo(InputHistory.NONE);
            });
    assertThat(SessionJson.read(SessionJson.write(session))).isEqualTo(session);
  }

  @Test
  void shouldReadAnEndedSessionOfVersionZeroOne() {
    var stored =
        """
        {"state":"ended",%s,"outcome":"transferred","reason":"SELECTION",\
        "hears":{"action":"transfer"},"endedAt":"2026-11-20T10:00:03.000Z","turn":2,"version":3,\
        "path":["0"],"nodes":["main_menu"],"deadline":"2026-11-20T11:00:03.000Z","ignored":{}}\
        """
            .formatted(CALL);

    var session = SessionJson.read(stored.getBytes(StandardCharsets.UTF_8));

    assertThat(session).isInstanceOf(Session.Ended.class);
    assertThat(session.path()).containsExactly("0");
    assertThat(SessionJson.read(SessionJson.write(session))).isEqualTo(session);
  }
}
