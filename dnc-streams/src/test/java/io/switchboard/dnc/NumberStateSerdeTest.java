package io.switchboard.dnc;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncSource;
import io.switchboard.dnc.registry.ConsentVersion;
import io.switchboard.dnc.registry.CurrentConsent;
import io.switchboard.dnc.registry.NumberState;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NumberStateSerdeTest {
  private static final String ID = "0123456789abcdef0123456789abcdef";
  private static final NumberState STATE =
      new NumberState(
          new CurrentConsent(
              new ConsentVersion(Instant.ofEpochMilli(1_700_000_000_123L), Consent.OPT_OUT, ID),
              DncSource.IVR,
              List.of("list-1"),
              Instant.ofEpochMilli(1_700_000_001_000L)),
          List.of("x".repeat(70_000), ID),
          "ab".repeat(32),
          7,
          true);

  @Test
  void shouldComeBackAsItWent() {
    var serde = NumberStateSerde.serde();

    assertThat(serde.deserializer().deserialize("", serde.serializer().serialize("", STATE)))
        .isEqualTo(STATE);
    assertThat(
            serde
                .deserializer()
                .deserialize("", serde.serializer().serialize("", NumberState.NONE)))
        .isEqualTo(NumberState.NONE);
  }

  @Test
  void shouldStillReadTheFirstVersion() {
    // version, open, length, head "ab", one recent id "id", no current event
    var bytes =
        HexFormat.of()
            .parseHex(
                "01" + "01" + "0000000000000007" + "00026162" + "00000001" + "00026964" + "00");

    assertThat(NumberStateSerde.serde().deserializer().deserialize("", bytes))
        .isEqualTo(new NumberState(null, List.of("id"), "ab", 7, true));
  }
}
