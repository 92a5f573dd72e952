package io.switchboard.e2e.outages;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Callers who walk through {@link DistinctMenu}. A caller who has completed a call begins the next
 * one.
 */
public final class WalkingCallers implements AutoCloseable {
  private static final int MAX_KEYS = 60;

  private final MenuRoute route;
  private final Duration pause;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> callers = new ArrayList<>();
  private final CountDownLatch finishing = new CountDownLatch(1);
  private final ConcurrentLinkedQueue<MenuReply> replies = new ConcurrentLinkedQueue<>();
  private final Map<String, List<String>> completed = new ConcurrentHashMap<>();

  /**
   * An answer.
   *
   * @param beganAt by {@link System#nanoTime}
   */
  public record MenuReply(
      String callId, int step, long beganAt, long nanos, String expected, String got) {
    public boolean isRight() {
      return got.equals(expected);
    }

    public boolean isWronglyRoot() {
      return !isRight() && got.equals(DistinctMenu.prompt(DistinctMenu.ROOT));
    }
  }

  /**
   * They begin at once.
   *
   * @param pause between an answer and the next key, at the average
   */
  public WalkingCallers(MenuRoute route, int count, Duration pause, long seed) {
    this.route = route;
    this.pause = pause;
    for (var caller = 0; caller < count; caller++) {
      var name = "caller-" + seed + "-" + caller; // calls of several tests are on one log
      var random = new Random(seed + caller);
      callers.add(threads.submit(() -> walk(name, random)));
    }
  }

  private void walk(String name, Random random) {
    for (var call = 0; finishing.getCount() > 0; call++) {
      var callId = name + "/" + call;
      completed.put(callId, call(callId, random));
    }
  }

  /** One call; the keys that were pressed. */
  private List<String> call(String callId, Random random) {
    var path = new ArrayList<String>();
    var node = DistinctMenu.ROOT;
    press(callId, 0, "", DistinctMenu.prompt(node));
    var keys = 1 + random.nextInt(MAX_KEYS);
    while (path.size() < keys && !finishesWithin(random)) {
      var key = 1 + random.nextInt(DistinctMenu.KEYS);
      node = DistinctMenu.next(node, key);
      path.add(Integer.toString(key));
      press(callId, path.size(), path.getLast(), DistinctMenu.prompt(node));
    }
    path.add(DistinctMenu.LAST_KEY);
    press(callId, path.size(), DistinctMenu.LAST_KEY, "transfer");
    return path;
  }

  private void press(String callId, int step, String keys, String expected) {
    var began = System.nanoTime();
    var got = route.hears(callId, step, keys);
    replies.add(new MenuReply(callId, step, began, System.nanoTime() - began, expected, got));
  }

  /** The caller listens; whether all are to finish. */
  private boolean finishesWithin(Random random) {
    try {
      var millis = (long) (pause.toMillis() * (0.5 + random.nextDouble()));
      return finishing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Waits until so many more answers were given. */
  public void awaitReplies(int more) {
    var enough = replies.size() + more;
    await().until(() -> replies.size() >= enough || callers.stream().anyMatch(Future::isDone));
  }

  /** Lets them complete their calls. */
  public void finish() throws Exception {
    finishing.countDown();
    for (var caller : callers) {
      caller.get(3, TimeUnit.MINUTES);
    }
  }

  /** All answers so far. */
  public Collection<MenuReply> replies() {
    return replies;
  }

  /** The keys of each completed call. */
  public Map<String, List<String>> completed() {
    return completed;
  }

  @Override
  public void close() {
    finishing.countDown();
    threads.shutdownNow();
    threads.close();
  }
}
