package io.switchboard.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.sink.postgres.OffsetStore.Standing;
import io.switchboard.sink.postgres.schema.Database;
import io.switchboard.sink.postgres.schema.Migrations;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OffsetStoreTest {
  private static Database database;
  private final OffsetStore store = new OffsetStore("c" + System.nanoTime());
  private Connection first;
  private Connection second;

  @BeforeAll
  static void migrate() throws Exception {
    database =
        new Database(
            DatabaseSettings.parse(
                EmbeddedDatabase.shared().database("o" + Long.toString(System.nanoTime(), 36))),
            "offsets");
    Migrations.apply(database);
  }

  @BeforeEach
  void connect() throws Exception {
    first = database.connect();
    second = database.connect();
  }

  @AfterEach
  void disconnect() throws Exception {
    first.close();
    second.close();
  }

  @Test
  void shouldBeginANewPartitionWhereItIsTold() throws Exception {
    var stored = store.open(first, List.of(range(0, 7, 7), range(1, 0, 0)));

    assertThat(stored).containsEntry("id-0", 7L).containsEntry("id-1", 0L);
  }

  @Test
  void shouldNotForgetWhatIsStored() throws Exception {
    store.open(first, List.of(range(0, 0, 0)));
    store.advance(first, List.of(range(0, 0, 5)));

    assertThat(store.open(second, List.of(range(0, 0, 0)))).containsEntry("id-0", 5L);
  }

  @Test
  void shouldRefuseARangeThatBeginsElsewhere() throws Exception {
    store.open(first, List.of(range(0, 0, 0), range(1, 0, 0)));
    store.advance(first, List.of(range(0, 0, 5)));

    assertThat(store.advance(first, List.of(range(0, 4, 9), range(1, 0, 3)))).isFalse();
  }

  @Test
  void shouldFenceTheSecondOfTwoTransactionsOverOneRange() throws Exception {
    store.open(first, List.of(range(0, 0, 0)));
    first.setAutoCommit(false);
    store.advance(first, List.of(range(0, 0, 5)));
    var waiting = inBackground(() -> store.advance(second, List.of(range(0, 0, 5))));

    first.commit();

    assertThat(waiting.get(3, TimeUnit.MINUTES)).isFalse();
  }

  @Test
  void shouldLetTheSecondGoOnWhenTheFirstRollsBack() throws Exception {
    store.open(first, List.of(range(0, 0, 0)));
    first.setAutoCommit(false);
    store.advance(first, List.of(range(0, 0, 5)));
    var waiting = inBackground(() -> store.advance(second, List.of(range(0, 0, 5))));

    first.rollback();

    assertThat(waiting.get(3, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void shouldTellWhatBecameOfABatch() throws Exception {
    store.open(first, List.of(range(0, 0, 0), range(1, 0, 0)));
    var batch = List.of(range(0, 0, 5), range(1, 0, 2));

    var before = store.lookUp(second, batch);
    store.advance(first, batch);
    var after = store.lookUp(second, batch);
    store.advance(first, List.of(range(0, 5, 6)));
    var later = store.lookUp(second, batch);

    assertThat(List.of(before, after, later))
        .containsExactly(Standing.BEFORE, Standing.COMMITTED, Standing.MOVED_BY_OTHERS);
  }

  private static CompletableFuture<Boolean> inBackground(
      java.util.concurrent.Callable<Boolean> work) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return work.call();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static OffsetSpan range(int partition, long begin, long end) {
    return new OffsetSpan("id", partition, "topic", begin, end);
  }
}
