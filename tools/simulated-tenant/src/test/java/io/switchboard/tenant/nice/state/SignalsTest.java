package io.switchboard.tenant.nice.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalsTest {
  private static final Duration WINDOW = Duration.ofMillis(100);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # sent at      | received
          0              | 0x1
          0 99           | 0x2
          0 100          | 0x1 100x1
          0 50 99 150    | 0x3 150x1
          """)
  void shouldMergeSignalsOfOneMoment(String sent, String received) {
    var signals = new Signals();
    for (var at : sent.split(" ")) {
      signals.receive("1", Instant.ofEpochMilli(Long.parseLong(at)), Map.of("p2", at), WINDOW);
    }

    assertThat(signals.of("1"))
        .extracting(signal -> signal.at().toEpochMilli() + "x" + signal.requests())
        .containsExactly(received.split(" "));
    var last = sent.substring(sent.lastIndexOf(' ') + 1);
    assertThat(signals.of("1").getLast().parameters()).containsEntry("p2", last);
  }
}
