package io.switchboard.contract.headers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class EventIdTest {

  @Test
  void shouldTellPartsApartWhereverTheyAreCut() {
    assertThat(EventId.hash("a", "bc")).isNotEqualTo(EventId.hash("ab", "c"));
  }

  @Test
  void shouldStayTheSameForEver() {
    // ids stand in logs and tables: a changed algorithm would make old events new
    assertThat(EventId.hash("k-1001", "1001", "answered", "2026-11-20T10:00:00Z"))
        .isEqualTo("ed66f01bc661a4690974e98d88073bdf");
  }
}
