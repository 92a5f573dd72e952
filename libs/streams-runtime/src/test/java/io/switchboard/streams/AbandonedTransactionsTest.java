package io.switchboard.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbandonedTransactionsTest {
  private static final String ALIVE = UUID.randomUUID().toString();
  private static final String LOST = UUID.randomUUID().toString();
  private static final List<String> MEMBERS =
      List.of("t-ivr-" + ALIVE + "-StreamThread-1-consumer");

  @Test
  void shouldNameTheTransactionsOfInstancesThatAreNoMembers() {
    var transactions =
        List.of("t-ivr-" + ALIVE + "-1", "t-ivr-" + LOST + "-1", "t-ivr-" + LOST + "-2");

    assertThat(AbandonedTransactions.abandoned("t-ivr", transactions, MEMBERS))
        .containsExactly("t-ivr-" + LOST + "-1", "t-ivr-" + LOST + "-2");
  }

  @Test
  void shouldLeaveTheTransactionsOfOthersAlone() {
    var transactions =
        List.of("other-" + LOST + "-1", "t-ivr-2-" + LOST + "-1", "t-ivr-copy", "t-ivr");

    assertThat(AbandonedTransactions.abandoned("t-ivr", transactions, MEMBERS)).isEmpty();
  }

  @Test
  void shouldNameNoneWhenAMemberHasANameOfItsOwn() {
    var members = List.of(MEMBERS.getFirst(), "mine-StreamThread-1-consumer");

    assertThat(AbandonedTransactions.abandoned("t-ivr", List.of("t-ivr-" + LOST + "-1"), members))
        .isEmpty();
  }

  @Test
  void shouldAbortTheTransactionOfALostInstance(@TempDir Path state) throws Exception {
    var rig = new StreamsRig(state, Map.of());
    try (var lost = rig.transaction(LOST, "never committed");
        var _ = rig.start()) {
      rig.send("one", "three");

      assertThat(rig.texts("out", 2)).containsExactly("3", "5");
      assertThatThrownBy(lost::commitTransaction).isInstanceOf(KafkaException.class);
    }
  }
}
