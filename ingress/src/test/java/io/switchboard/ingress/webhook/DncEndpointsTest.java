package io.switchboard.ingress.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.ingress.limits.Permits;
import io.switchboard.ingress.lookup.LookupAnswer;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.IngressRequest;
import io.switchboard.ingress.request.Route;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DncEndpointsTest {
  private final List<String> asked = new ArrayList<>();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'[\"+14155552671\"]' | +14155552671",
        "[14155552671] | 14155552671",
        "[1.4155552671e10] | 14155552671",
        "'[4155552671.0, \"anonymous\"]' | '4155552671, anonymous'"
      })
  void shouldLookUpNumbersHoweverTheyAreSent(String numbers, String lookedUp) {
    assertThat(check(numbers)).isInstanceOf(Answer.Success.class);
    assertThat(asked).hasToString("[" + lookedUp + "]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[null] | phoneNumbers/0",
        "'[\"1\", \" \"]' | phoneNumbers/1",
        "[true] | phoneNumbers/0",
        "[[]] | phoneNumbers/0",
        "7 | phoneNumbers",
        "null | phoneNumbers"
      })
  void shouldNameWhatIsNoNumber(String numbers, String field) {
    assertThat(check(numbers))
        .isInstanceOfSatisfying(
            Answer.Refusal.class,
            refusal ->
                assertThat(new String(refusal.problem().json(), UTF_8))
                    .contains("\"field\":\"" + field + "\""));
    assertThat(asked).isEmpty();
  }

  private Answer check(String numbers) {
    var endpoints =
        new DncEndpoints(
            all -> {
              asked.addAll(all);
              return all.stream().map(n -> new LookupAnswer(n, false, "no record", null)).toList();
            });
    return new JsonHandler(Permits.perProcessor(), endpoints::check)
        .handle(
            new IngressRequest(
                Route.DNC_CHECK,
                "{\"phoneNumbers\":%s}".formatted(numbers).getBytes(UTF_8),
                Instant.parse("2026-11-25T10:00:00Z"),
                System.nanoTime(),
                Optional.empty(),
                EventHeaders.newTraceparent(),
                null,
                null));
  }
}
