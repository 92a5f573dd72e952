package io.switchboard.ivr.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.ivr.CallScript;
import io.switchboard.ivr.definition.DefinitionFile;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One call's requests, written by two ingresses in another order than they were received. */
final class RequestOrderTest {
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private static final String CALL = "c1";
  private static final String NUMBER = "+14155550100";

  private final Calls calls = new Calls(DefinitionFile.shipped().definition());

  @Test
  void shouldNotTakeADelayedStartForASilence() {
    receive(request("1"), "r2", 5.0, 5.0);
    receive(request(""), "r1", 9.0, 0.0);

    assertThat(node()).isEqualTo("department");
    assertThat(calls.decisions(CALL))
        .extracting(it -> it.causeId() + " " + it.reason())
        .containsExactly("r2 moved", "r1 repeated");
    assertThat(calls.decisions(CALL).getLast().action())
        .isEqualTo(calls.decisions(CALL).getFirst().action());
  }

  @Test
  void shouldNotGoBackToTheRootForADelayedFallback() {
    receive(request("1"), "r2", 5.0, 5.0);
    receive(request(""), "r1", 9.0, 0.0);
    receive(fallback("r1", null), "f1", 9.1, 0.0);

    assertThat(node()).isEqualTo("department");
  }

  @Test
  void shouldNotGoBackToTheRootForADelayedFallbackWithATurn() {
    receive(new CallEvent.MenuRequest(CALL, NUMBER, "1", null, Tier.GOLD, null, 2), "r2", 5.0, 5.0);
    receive(fallback("r1", 2), "f1", 9.1, 5.1); // its ingress' clock is ahead

    assertThat(node()).isEqualTo("department");
  }

  @Test
  void shouldNotPressAnOlderKeyBehindANewerOne() {
    receive(request(""), "r1", 0.0, 0.0);
    receive(request("A"), "r3", 8.0, 8.0);
    receive(request("1"), "r2", 9.0, 5.0);

    assertThat(node()).isEqualTo("main_menu");
    assertThat(session().path()).isEmpty();
  }

  @Test
  void shouldPressTheSameKeyAgainWithoutAKeyOrTurn() {
    receive(request("1"), "r1", 0.0, 0.0);
    receive(request("A"), "r2", 0.1, 0.1);
    receive(request("1"), "r3", 0.2, 0.2);

    assertThat(calls.outcomes())
        .extracting(it -> it.path().toString())
        .containsExactly("[1, A, 1]");
  }

  @Test
  void shouldAnswerTheSameAgainForARetryWithItsKey() {
    receive(request("1"), "key", 0.0, 0.0);
    receive(request("1"), "key", 4.0, 4.0);

    assertThat(node()).isEqualTo("department");
    assertThat(calls.decisions(CALL))
        .extracting(it -> it.turn() + " " + it.reason())
        .containsExactly("1 moved", "1 repeated");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.005, 1.0, 2.9})
  void shouldNotTakeAStartThatIsSentTwiceForASilence(double seconds) {
    receive(request(""), "r1", 0.0, 0.0);
    receive(request(""), "r2", seconds, seconds);

    assertThat(node()).isEqualTo("main_menu");
    assertThat(calls.decisions(CALL)).extracting(it -> it.turn()).containsExactly(1, 1);
  }

  @Test
  void shouldTakeAnEmptyRequestForASilenceWhenOneCanBeOver() {
    receive(request(""), "r1", 0.0, 0.0);
    receive(request(""), "r2", 3.0, 3.0);

    assertThat(calls.outcomes()).extracting(it -> it.reason()).containsExactly("no_input");
  }

  @Test
  void shouldExpectASilenceEarlierWhereTheTimeoutIsShorter() {
    var impatient =
        new Calls(
            DefinitionFile.trusted(
                    DefinitionFile.shippedText()
                        .replace("firstDigitSeconds: 10", "firstDigitSeconds: 3"))
                .definition());
    impatient.receive(request(""), "r1", START);
    impatient.receive(request(""), "r2", START.plusMillis(1_900));
    assertThat(impatient.outcomes()).isEmpty();

    impatient.receive(request(""), "r3", START.plusMillis(3_900));

    assertThat(impatient.outcomes()).extracting(it -> it.reason()).containsExactly("no_input");
  }

  @Test
  void shouldKnowTheNumberOfACallThatBeganWithAFallback() {
    receive(fallback("r1", null), "f1", 1.0, 0.0);
    receive(request("0", null, Tier.STANDARD), "r2", 5.0, 5.0);

    var outcome = calls.outcomes().getFirst();
    assertThat(outcome.phoneNumber()).isEqualTo(NUMBER);
    assertThat(outcome.tier()).isEqualTo(Tier.GOLD);
  }

  @Test
  void shouldTakeOverANumberAndATierThatComeLater() {
    receive(request("", null, Tier.STANDARD), "r1", 0.0, 0.0);
    receive(request("1", NUMBER, Tier.GOLD), "r2", 1.0, 1.0);

    assertThat(session().call().phoneNumber()).isEqualTo(NUMBER);
    assertThat(calls.decisions(CALL).getLast().action())
        .isInstanceOfSatisfying(
            CallerAction.Collect.class, it -> assertThat(it.promptUrl()).contains("gold_menu"));
  }

  @Test
  void shouldTakeOverTheNumberOfALateRequestAndKeepATierThatIsKnown() {
    receive(request("1", null, Tier.GOLD), "r2", 5.0, 5.0);
    receive(request("", NUMBER, Tier.STANDARD), "r1", 9.0, 0.0);

    assertThat(session().call().phoneNumber()).isEqualTo(NUMBER);
    assertThat(session().call().tier()).isEqualTo(Tier.GOLD);
  }

  @Test
  void shouldForgetWhatTheCallerIsAskedForAgain() {
    receive(request("3"), "r1", 0.0, 0.0);
    receive(fallback("r1", null), "f1", 1.0, 0.0);
    receive(request("1"), "r2", 5.0, 5.0);
    receive(request("A"), "r3", 8.0, 8.0);
    receive(request("1"), "r4", 9.0, 9.0);

    assertThat(calls.outcomes().getFirst().path()).containsExactly("1", "A", "1");
  }

  @Test
  void shouldKeepWhatWasPressedWhenTheTurnTellsThatTheAnswerWasHeard() {
    receive(turn("1", 0), "r1", 0.0, 0.0);
    receive(fallback("r1", 2), "f1", 1.0, 0.0);
    receive(turn("A", 1), "r2", 5.0, 5.0);
    receive(turn("1", 3), "r3", 8.0, 8.0);

    assertThat(calls.outcomes().getFirst().path()).containsExactly("1", "A", "1");
  }

  private static CallEvent.MenuRequest request(String dtmf) {
    return CallScript.menu(CALL, dtmf);
  }

  private static CallEvent.MenuRequest request(String dtmf, @Nullable String from, Tier tier) {
    return new CallEvent.MenuRequest(CALL, from, dtmf, null, tier, null, null);
  }

  private static CallEvent.MenuRequest turn(String dtmf, int turn) {
    return CallScript.menu(CALL, dtmf, turn);
  }

  private static CallEvent.Fallback fallback(String of, @Nullable Integer turn) {
    return new CallEvent.Fallback(CALL, of, NUMBER, Tier.GOLD, turn);
  }

  private void receive(CallEvent event, String id, double at, double receivedAt) {
    calls.receive(event, id, seconds(at), seconds(receivedAt));
  }

  private static Instant seconds(double seconds) {
    return START.plusMillis(Math.round(seconds * 1_000));
  }

  private Session session() {
    var session = calls.sessions().get(CALL);
    assertThat(session).isNotNull();
    return session;
  }

  private String node() {
    return session() instanceof Session.Open open ? open.position().node() : "ended";
  }
}
