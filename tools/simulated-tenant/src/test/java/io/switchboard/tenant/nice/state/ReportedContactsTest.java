package io.switchboard.tenant.nice.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportedContactsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final long ID = 510_212_552_349_954L;
  private final ReportedContacts contacts = new ReportedContacts();

  @Test
  void shouldShowAChangeLateButWithItsTime() {
    contacts.add(contact(ID, NOW, Duration.ofSeconds(30)));

    assertThat(page(NOW, NOW.plusSeconds(29))).isEmpty();
    assertThat(page(NOW, NOW.plusSeconds(30)))
        .singleElement()
        .returns(NOW, ReportedContact::lastUpdateTime);
  }

  @Test
  void shouldShowTheOldResultUntilTheNewOneIsVisible() {
    contacts.add(contact(ID, NOW, Duration.ZERO));
    contacts.page(ContactQuery.updatedSince(NOW, 0, 10), NOW);

    var known = contacts.dispose(ID, 3001, "corrected", NOW.plusSeconds(1), Duration.ofSeconds(5));

    assertThat(known).isTrue();
    assertThat(page(NOW, NOW.plusSeconds(2)))
        .extracting(ReportedContact::primaryDispositionId)
        .containsExactly(1001L);
    assertThat(page(NOW, NOW.plusSeconds(6)))
        .extracting(ReportedContact::primaryDispositionId)
        .containsExactly(3001L);
  }

  @Test
  void shouldSelectAndPageByTheUpdateTime() {
    for (var i = 0; i < 5; i++) {
      contacts.add(contact(ID + i, NOW.minusSeconds(i), Duration.ZERO));
    }

    var page = contacts.page(ContactQuery.updatedSince(NOW.minusSeconds(3), 1, 2), NOW);

    assertThat(page.totalRecords()).isEqualTo(4);
    assertThat(page.contacts())
        .extracting(ReportedContact::contactId)
        .containsExactly(ID + 2, ID + 1);
  }

  @Test
  void shouldAddTagsToThoseThatAreThere() {
    contacts.tag(ID, List.of(501L));
    contacts.tag(ID, List.of(502L, 501L));

    assertThat(contacts.tags(ID)).containsExactly(501L, 502L);
  }

  @Test
  void shouldNotDisposeAContactThatHasNotEnded() {
    assertThat(contacts.dispose(ID, 1001, "", NOW, Duration.ZERO)).isFalse();
  }

  private List<ReportedContact> page(Instant since, Instant now) {
    return contacts.page(ContactQuery.updatedSince(since, 0, 100), now).contacts();
  }

  private static ReportedContact contact(long id, Instant ended, Duration lag) {
    return ReportedContact.inbound(id, 1001L, "4155550100", ended, ended.plus(lag));
  }
}
