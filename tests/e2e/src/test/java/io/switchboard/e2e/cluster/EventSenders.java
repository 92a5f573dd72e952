package io.switchboard.e2e.cluster;

import io.switchboard.e2e.outages.ReadyBalancer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Senders of call results, contacts, opt-outs and opt-ins. Each key gets up to {@link #VERSIONS}
 * events, one after the other, with later times: what comes of them has to keep their order. As
 * CXone does, a sender repeats what was not answered with 200; the event has the same identity.
 */
final class EventSenders implements AutoCloseable {
  /** Events of a key. */
  static final int VERSIONS = 3;

  /** What a key's events carry, by version: the code of a call result. */
  static final List<String> CODES = List.of("2001", "4001", "3001");

  /** The name of a contact. */
  static final List<String> NAMES = List.of("first", "second", "third");

  /** Whether a number must not be called. */
  static final List<String> DO_NOT_CALL = List.of("true", "false", "true");

  private static final long FIRST_NUMBER = 14_152_000_000L;

  private final ReadyBalancer balancer;
  private final long pauseMillis;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch finishing = new CountDownLatch(1);
  private final AtomicInteger next = new AtomicInteger();
  private final Map<Kind, Map<String, Integer>> accepted =
      Map.of(
          Kind.RESULT, new ConcurrentHashMap<>(),
          Kind.CONTACT, new ConcurrentHashMap<>(),
          Kind.CONSENT, new ConcurrentHashMap<>());
  private final AtomicInteger count = new AtomicInteger();
  private final Queue<Accepted> recent = new ConcurrentLinkedQueue<>();
  private final AtomicLong longest = new AtomicLong();
  private final List<Future<?>> senders = new ArrayList<>();

  /** Which webhook. */
  enum Kind {
    RESULT,
    CONTACT,
    CONSENT
  }

  /**
   * An accepted event.
   *
   * @param version 1 for the first of its key
   * @param at by {@link System#nanoTime}
   */
  record Accepted(Kind kind, String key, int version, long at) {}

  /** They begin at once, each with {@code pauseMillis} between two events. */
  EventSenders(ReadyBalancer balancer, int count, long pauseMillis) {
    this.balancer = balancer;
    this.pauseMillis = pauseMillis;
    for (var sender = 0; sender < count; sender++) {
      senders.add(threads.submit(this::send));
    }
  }

  private Void send() throws InterruptedException {
    while (finishing.getCount() > 0) {
      var number = next.getAndIncrement();
      var kind = Kind.values()[number % Kind.values().length];
      for (var version = 1; version <= VERSIONS && !ends(); version++) {
        accepted(kind, number, version);
      }
    }
    return null;
  }

  private boolean ends() throws InterruptedException {
    return finishing.await(pauseMillis, TimeUnit.MILLISECONDS);
  }

  /** Repeats until the event is accepted. */
  private void accepted(Kind kind, int number, int version) throws InterruptedException {
    var began = System.nanoTime();
    while (balancer.post(path(kind), body(kind, number, version)).status() != 200) {
      TimeUnit.MILLISECONDS.sleep(pauseMillis);
    }
    var now = System.nanoTime();
    longest.accumulateAndGet(now - began, Math::max);
    accepted(kind).put(key(kind, number), version);
    recent.add(new Accepted(kind, key(kind, number), version, now));
    count.incrementAndGet();
  }

  private static String path(Kind kind) {
    return switch (kind) {
      case RESULT -> "/webhook/call-result";
      case CONTACT -> "/webhook/data-actions";
      case CONSENT -> "/webhook/dnc";
    };
  }

  private static String key(Kind kind, int number) {
    return switch (kind) {
      case RESULT -> "r" + number;
      case CONTACT -> "c" + number;
      case CONSENT -> "+" + (FIRST_NUMBER + number);
    };
  }

  private static String body(Kind kind, int number, int version) {
    var key = key(kind, number);
    var time = "2026-11-20T10:00:0%dZ".formatted(version);
    return switch (kind) {
      case RESULT ->
          "{\"contactId\":\"%s\",\"dispositionCode\":\"%s\",\"timestamp\":\"%s\"}"
              .formatted(key, CODES.get(version - 1), time);
      case CONTACT ->
          "{\"events\":[{\"id\":\"%s\",\"firstName\":\"%s\",\"timestamp\":\"%s\"}]}"
              .formatted(key, NAMES.get(version - 1), time);
      case CONSENT ->
          "{\"phoneNumber\":\"%s\",\"eventName\":\"%s\",\"timestamp\":\"%s\"}"
              .formatted(
                  key, DO_NOT_CALL.get(version - 1).equals("true") ? "optOut" : "optIn", time);
    };
  }

  /** Ends after the requests in flight. */
  void finish() throws Exception {
    finishing.countDown();
    for (var sender : senders) {
      sender.get(120, TimeUnit.SECONDS);
    }
  }

  /** The number of accepted events. */
  int accepted() {
    return count.get();
  }

  /** The keys of a kind with the number of their accepted events. */
  Map<String, Integer> accepted(Kind kind) {
    return accepted.getOrDefault(kind, Map.of());
  }

  /** What was accepted since the last call. */
  List<Accepted> takeRecent() {
    var taken = new ArrayList<Accepted>();
    for (var event = recent.poll(); event != null; event = recent.poll()) {
      taken.add(event);
    }
    return taken;
  }

  /** The longest time since the last call until an event was accepted, repetitions included. */
  Duration takeLongest() {
    return Duration.ofNanos(longest.getAndSet(0));
  }

  @Override
  public void close() {
    finishing.countDown();
    threads.shutdownNow();
    threads.close();
  }
}
