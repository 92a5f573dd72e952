package io.switchboard.ingress.datastreams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IvrLogReaderTest {
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'contactId':'51','eventTime':'2026-11-27T09:00:00Z'}; 51 at 2026-11-27T09:00:00Z",
        "{'contactId':9007199254740993}; 9007199254740993 at 2026-11-27T10:00:00Z",
        "{'contactId':'','masterContactId':'50'}; 50 at 2026-11-27T10:00:00Z",
        "{'contactId':'51','eventTime':{}}; 51 at 2026-11-27T10:00:00Z",
        "{'contactId':'51','eventTime':'soon'}; 51 at 2026-11-27T10:00:00Z",
        "{}; has no contactId",
        "{'contactId':[1]}; has no contactId",
        "[1]; has no contactId",
        "7; has no contactId",
        "{; is not JSON",
        "''; is not JSON",
      })
  void shouldReadContactAndTime(String json, String read) {
    var log = IvrLogReader.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), NOW);

    assertThat(
            switch (log) {
              case IvrLog.Readable(var contactId, var time) -> contactId + " at " + time;
              case IvrLog.Unreadable(var reason) -> reason;
            })
        .isEqualTo(read);
  }

  @Test
  void shouldNotReadWhatOurTopicsDoNotTake() {
    assertThat(IvrLogReader.read(new byte[(512 << 10) + 1], NOW))
        .isEqualTo(new IvrLog.Unreadable("is larger than 524288 bytes"));
    assertThat(IvrLogReader.read(null, NOW))
        .isEqualTo(new IvrLog.Unreadable("the record has no value"));
  }
}
