package io.switchboard.ivr;

import static io.switchboard.ivr.CallScript.simulator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.contract.event.ivr.CallDecision;
import io.switchboard.contract.event.ivr.CallOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A session that cannot expire affects its own call only. */
final class UnusableSessionsTest {
  private static final String DISCARDED = "ivr_sessions_discarded_total";

  @TempDir Path state;

  @SuppressWarnings("NullAway.Init") // opened before each test
  private IvrDriver ivr;

  @BeforeEach
  void open() {
    ivr = new IvrDriver(state);
  }

  @AfterEach
  void close() {
    ivr.close();
  }

  static Stream<UnaryOperator<String>> damages() {
    return Stream.of(
        json -> json.replaceAll("\"definition\":\"[^\"]*\"", "\"definition\":\"lost\""),
        json -> json.replaceAll("\"node\":\"[^\"]*\"", "\"node\":\"no such node\""),
        _ -> "not JSON",
        _ -> "{}");
  }

  @ParameterizedTest
  @MethodSource("damages")
  void shouldRemoveASessionThatCannotExpireAndGoOn(UnaryOperator<String> damage) {
    ivr.send(simulator("first", "1")).send(simulator("broken", "1")).send(simulator("last", "1"));
    ivr.damage("broken", damage);

    ivr.later(Duration.ofMinutes(1)).tick().tick();

    assertThat(ivr.outcomes()).extracting(CallOutcome::callId).containsExactly("first", "last");
    assertThat(ivr.counted(DISCARDED)).isEqualTo(1);
    ivr.later(Duration.ofMinutes(61)).tick();
    assertThat(ivr.rows()).isZero();
  }

  @Test
  void shouldBeginANewSessionForACallWhoseOldOneCannotExpire() {
    ivr.send(simulator("broken", "1"));
    ivr.damage(
        "broken", json -> json.replaceAll("\"definition\":\"[^\"]*\"", "\"definition\":\"x\""));
    ivr.decisions();

    ivr.later(Duration.ofMinutes(1)).send(simulator("broken", "2"));

    assertThat(ivr.decisions()).extracting(CallDecision::callId).containsExactly("broken");
    assertThat(ivr.counted(DISCARDED)).isEqualTo(1);
  }

  @Test
  void shouldRefuseAnEventWithMoreTextThanADecisionCanHold() {
    assertThatThrownBy(() -> ivr.send(simulator("c".repeat(9_000), "1")))
        .hasRootCauseInstanceOf(UnusableCallEvent.class)
        .hasRootCauseMessage("callId is longer than 8192 characters");
  }
}
