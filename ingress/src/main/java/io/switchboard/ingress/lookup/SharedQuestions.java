package io.switchboard.ingress.lookup;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Asks a store for all who are waiting at once. Who comes when it is idle asks at once and alone;
 * who comes while it is being asked goes along with the next question. So a quiet store answers as
 * fast as ever, and a busy one is asked once for many.
 *
 * <p>What is found may hold other askers' keys too. Nobody is answered from before he asked.
 *
 * @param <F> what a store finds for some keys
 */
final class SharedQuestions<F> {
  /** Keys in one question; who asks for more asks alone. */
  static final int MOST_KEYS = 256;

  private final Function<Collection<String>, F> store;
  private final Semaphore free;
  private final Queue<Question<F>> waiting = new ConcurrentLinkedQueue<>();

  /**
   * Nothing is asked yet.
   *
   * @param store is asked by several threads
   * @param atOnce how many questions it is asked at the same time
   */
  SharedQuestions(Function<Collection<String>, F> store, int atOnce) {
    this.store = store;
    this.free = new Semaphore(atOnce);
  }

  private record Question<F>(Collection<String> keys, CompletableFuture<F> answer) {}

  /** What the store finds; when it throws, all who asked get a CompletionException. */
  F find(Collection<String> keys) {
    if (keys.size() > MOST_KEYS) {
      return store.apply(keys);
    }
    var question = new Question<>(keys, new CompletableFuture<F>());
    waiting.add(question);
    if (free.tryAcquire()) {
      askForAll();
      giveTurn();
    }
    return question.answer().join();
  }

  /** How many have not been asked for yet. */
  int waiting() {
    return waiting.size();
  }

  /** The next ones get theirs by a thread of their own: who has his answer does not stay. */
  private void giveTurn() {
    free.release();
    if (!waiting.isEmpty() && free.tryAcquire()) {
      Thread.startVirtualThread(
          () -> {
            askForAll();
            giveTurn();
          });
    }
  }

  private void askForAll() {
    var questions = next();
    if (questions.isEmpty()) {
      return; // another thread has taken them
    }
    try {
      var keys = new HashSet<String>();
      questions.forEach(question -> keys.addAll(question.keys()));
      var found = store.apply(keys);
      questions.forEach(question -> question.answer().complete(found));
    } catch (RuntimeException | Error e) { // nobody may wait for ever
      questions.forEach(question -> question.answer().completeExceptionally(e));
    }
  }

  private List<Question<F>> next() {
    var questions = new ArrayList<Question<F>>();
    var keys = 0;
    while (keys < MOST_KEYS) {
      var question = waiting.poll();
      if (question == null) {
        break;
      }
      questions.add(question);
      keys += question.keys().size();
    }
    return questions;
  }
}
