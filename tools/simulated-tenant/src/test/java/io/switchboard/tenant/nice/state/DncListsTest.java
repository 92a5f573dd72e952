package io.switchboard.tenant.nice.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DncListsTest {
  private static final int GROUP = 7;
  private static final String NUMBER = "4155550100";

  private final DncLists lists = new DncLists();

  /** Writes are an action and the second at which it happens; a + has an end behind it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # writes        | at | listed
          -               |  9 | false
          add@2           |  1 | false
          add@2           |  2 | true
          add@2 expire@5  |  4 | true
          add@2 expire@5  |  5 | false
          add@2 expire@5 add@6 | 7 | true
          add+4@2         |  3 | true
          add+4@2         |  4 | false
          """)
  void shouldListANumberByItsLastWrite(@Nullable String writes, int at, boolean listed) {
    write(writes);

    assertThat(lists.lists(GROUP, NUMBER, second(at))).isEqualTo(listed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # writes        | loaded | at | blocked
          add@2           |      0 |  3 | true
          add@2 expire@5  |      3 |  6 | true
          add@2 expire@5  |      6 |  7 | false
          expire@5        |      3 |  6 | false
          """)
  void shouldBlockByTheListsThatWereLoaded(
      @Nullable String writes, int loaded, int at, boolean blocked) {
    write(writes);
    lists.load(second(loaded));

    assertThat(lists.blocks(GROUP, NUMBER, second(at))).isEqualTo(blocked);
  }

  @Test
  void shouldPageThroughExpiredRecordsToo() {
    lists.add(GROUP, "1", second(1), null);
    lists.add(GROUP, "2", second(1), null);
    lists.add(GROUP, "3", second(1), null);
    lists.expire(GROUP, "2", second(2));

    assertThat(lists.page(GROUP, 1, 2))
        .extracting(DncRecord::phoneNumber)
        .containsExactly("2", "3");
    assertThat(lists.numbers(GROUP, second(3))).isEqualTo(List.of("1", "3"));
    assertThat(lists.expire(GROUP, "4", second(3))).isFalse();
  }

  private void write(@Nullable String writes) {
    if (writes == null) {
      return;
    }
    for (var write : writes.split(" ")) {
      var parts = write.split("@");
      var at = second(Integer.parseInt(parts[1]));
      if (parts[0].equals("expire")) {
        lists.expire(GROUP, NUMBER, at);
      } else {
        var end = parts[0].substring("add".length());
        lists.add(GROUP, NUMBER, at, end.isEmpty() ? null : second(Integer.parseInt(end)));
      }
    }
  }

  private static Instant second(int second) {
    return Instant.ofEpochSecond(second);
  }
}
