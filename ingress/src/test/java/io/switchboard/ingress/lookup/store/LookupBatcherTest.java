package io.switchboard.ingress.lookup.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LookupBatcherTest {
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    callers.shutdownNow();
  }

  @Test
  void shouldRunOneQueryForAllLookupsThatArriveMeanwhile() throws Exception {
    var store = new HeldStore();
    var batcher = new LookupBatcher<>(store, 1);
    var first = lookUp(batcher, "a");
    store.queried.await();
    var others = IntStream.range(0, 20).mapToObj(i -> lookUp(batcher, "b" + i)).toList();
    await().until(() -> batcher.pending() == others.size());

    store.answer.complete(null);

    assertThat(first.get()).containsEntry("a", "A");
    for (var i = 0; i < others.size(); i++) {
      assertThat(others.get(i).get()).containsEntry("b" + i, "B" + i);
    }
    assertThat(store.queries).hasSize(2);
    assertThat(store.queries.get(1)).hasSize(20);
  }

  @Test
  void shouldNotPutMoreKeysIntoABatchThanAllowed() throws Exception {
    var store = new HeldStore();
    var batcher = new LookupBatcher<>(store, 1);
    var first = lookUp(batcher, "a");
    store.queried.await();
    var most = LookupBatcher.MAX_KEYS;
    var others = IntStream.range(0, 2 * most).mapToObj(i -> lookUp(batcher, "b" + i)).toList();
    await().until(() -> batcher.pending() == others.size());

    store.answer.complete(null);

    first.get();
    for (var other : others) {
      other.get();
    }
    assertThat(store.queries).extracting(Set::size).containsExactly(1, most, most);
  }

  @Test
  void shouldFailEveryLookupOfABatchThatFails() {
    var batcher =
        new LookupBatcher<String>(
            _ -> {
              throw new IllegalStateException("gone");
            },
            1);

    assertThatThrownBy(() -> batcher.find(List.of("a")))
        .isInstanceOf(CompletionException.class)
        .hasRootCauseMessage("gone");
    assertThatThrownBy(() -> batcher.find(List.of("b"))).hasRootCauseMessage("gone");
  }

  @Test
  void shouldAnswerEachLookupWithItsOwnKeysWithinTheAllowedConcurrency() throws Exception {
    var atOnce = new AtomicInteger();
    var most = new AtomicInteger();
    var random = new Random(20261125);
    var batcher =
        new LookupBatcher<Map<String, String>>(
            keys -> {
              most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
              for (var turn = random.nextInt(5); turn > 0; turn--) {
                Thread.yield();
              }
              var found = upper(keys);
              atOnce.decrementAndGet();
              return found;
            },
            2);
    var answers = new ArrayList<Future<Map<String, String>>>();
    for (var i = 0; i < 20_000; i++) {
      answers.add(lookUp(batcher, "k" + i));
    }

    for (var i = 0; i < answers.size(); i++) {
      assertThat(answers.get(i).get()).containsEntry("k" + i, "K" + i);
    }
    assertThat(most.get()).isBetween(1, 2);
    assertThat(batcher.pending()).isZero();
  }

  private Future<Map<String, String>> lookUp(
      LookupBatcher<Map<String, String>> batcher, String key) {
    return callers.submit(() -> batcher.find(List.of(key)));
  }

  private static Map<String, String> upper(Collection<String> keys) {
    return keys.stream()
        .collect(Collectors.toMap(key -> key, key -> key.toUpperCase(java.util.Locale.ROOT)));
  }

  /** Answers only after it is released. */
  private static final class HeldStore
      implements Function<Collection<String>, Map<String, String>> {
    private final CountDownLatch queried = new CountDownLatch(1);
    private final CompletableFuture<Void> answer = new CompletableFuture<>();
    private final List<Set<String>> queries = Collections.synchronizedList(new ArrayList<>());

    @Override
    public Map<String, String> apply(Collection<String> keys) {
      queries.add(Set.copyOf(keys));
      queried.countDown();
      answer.join();
      return upper(keys);
    }
  }
}
