package io.switchboard.e2e.outages;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Senders of call results, contacts and opt-outs in turn. As CXone does, a sender repeats what was
 * not answered with 200, and the event has the same identity: it has a time of its own.
 */
final class EventSenders implements AutoCloseable {
  private static final String TIME = "2026-11-20T10:00:00Z";
  private static final long FIRST_NUMBER = 14_152_000_000L;

  private final ReadyBalancer balancer;
  private final long pauseMillis;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch finishing = new CountDownLatch(1);
  private final AtomicInteger next = new AtomicInteger();
  private final Set<String> results = ConcurrentHashMap.newKeySet();
  private final Set<String> contacts = ConcurrentHashMap.newKeySet();
  private final Set<String> numbers = ConcurrentHashMap.newKeySet();
  private final List<Future<?>> senders = new ArrayList<>();

  /** They begin at once, each with {@code pauseMillis} between two events. */
  EventSenders(ReadyBalancer balancer, int count, long pauseMillis) {
    this.balancer = balancer;
    this.pauseMillis = pauseMillis;
    for (var sender = 0; sender < count; sender++) {
      senders.add(threads.submit(this::send));
    }
  }

  private Void send() throws InterruptedException {
    while (!finishing.await(pauseMillis, TimeUnit.MILLISECONDS)) {
      var event = next.getAndIncrement();
      switch (event % 3) {
        case 0 -> accepted(results, "r" + event, "/webhook/call-result", callResult(event));
        case 1 -> accepted(contacts, "c" + event, "/webhook/data-actions", contact(event));
        default -> accepted(numbers, number(event), "/webhook/dnc", optOut(event));
      }
    }
    return null;
  }

  /** Repeats until the event is accepted. */
  private void accepted(Set<String> accepted, String id, String path, String body)
      throws InterruptedException {
    while (balancer.post(path, body).status() != 200) {
      TimeUnit.MILLISECONDS.sleep(pauseMillis);
    }
    accepted.add(id);
  }

  private static String callResult(int event) {
    return "{\"contactId\":\"r%d\",\"dispositionCode\":\"2001\",\"timestamp\":\"%s\"}"
        .formatted(event, TIME);
  }

  private static String contact(int event) {
    return "{\"events\":[{\"id\":\"c%d\",\"timestamp\":\"%s\"}]}".formatted(event, TIME);
  }

  private static String optOut(int event) {
    return "{\"phoneNumber\":\"%s\",\"eventName\":\"optOut\",\"timestamp\":\"%s\"}"
        .formatted(number(event), TIME);
  }

  private static String number(int event) {
    return "+" + (FIRST_NUMBER + event);
  }

  /** Ends after the requests in flight. */
  void finish() throws Exception {
    finishing.countDown();
    for (var sender : senders) {
      sender.get(120, TimeUnit.SECONDS);
    }
  }

  /** Accepted events of all kinds. */
  int accepted() {
    return results.size() + contacts.size() + numbers.size();
  }

  /** The contacts of accepted call results. */
  Set<String> results() {
    return results;
  }

  /** The accepted contacts. */
  Set<String> contacts() {
    return contacts;
  }

  /** The numbers of accepted opt-outs. */
  Set<String> numbers() {
    return numbers;
  }

  @Override
  public void close() {
    finishing.countDown();
    threads.shutdownNow();
    threads.close();
  }
}
