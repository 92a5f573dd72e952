package io.switchboard.e2e.optouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.e2e.optouts.ConsentClient.ConsentAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Opt-outs, opt-ins and lookups while ingresses, dnc-streams, the sink, PostgreSQL and Redis are
 * killed, suspended and stopped.
 */
final class OptOutOutagesTest {
  private static final Duration TIME =
      Duration.ofSeconds(Integer.getInteger("switchboard.seconds", 240));
  private static final int PEOPLE = 8;

  /** After this time every ingress has read an opt-out, or answers unknown. */
  private static final Duration ELSEWHERE = Duration.ofMillis(3_200);

  private static final Duration RECOVERY = Duration.ofSeconds(120);

  private final Queue<String> violations = new ConcurrentLinkedQueue<>();
  private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
  private final AtomicInteger optOuts = new AtomicInteger();
  private final AtomicInteger optIns = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);

  @Test
  @Tag("long")
  void shouldNeverAnswerFreeAfterAnOptOutThroughAnyOutage(@TempDir Path directory)
      throws Exception {
    var faults = new TreeMap<String, Integer>();
    try (var deployment = new OptOutDeployment(directory);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var clients =
          deployment.ingresses().stream().map(it -> new ConsentClient(it.port())).toList();
      var people = new ArrayList<Future<?>>();
      for (var i = 0; i < PEOPLE; i++) {
        var number = "+1415555" + (2_100 + i);
        people.add(threads.submit(() -> new Person(number, clients).live()));
      }
      var until = System.nanoTime() + TIME.toNanos();
      while (System.nanoTime() < until) {
        var fault = deployment.randomFault();
        faults.merge(fault.name(), 1, Integer::sum);
        fault.begin().run();
        pause(500, 8_000);
        fault.end().run();
        pause(500, 6_000);
      }
      end.countDown();
      for (var person : people) {
        person.get(RECOVERY.toSeconds() * 3, TimeUnit.SECONDS);
      }
    }

    System.out.printf(
        "%d opt-outs, %d opt-ins, lookups until the opt-in %s, faults %s%n",
        optOuts.get(), optIns.get(), new TreeMap<>(answers), faults);
    assertThat(violations).isEmpty();
    assertThat(optOuts).hasValueGreaterThan(PEOPLE);
  }

  /** How long a fault lasts, in milliseconds. */
  private static void pause(long from, long to) {
    var length = Duration.ofMillis(ThreadLocalRandom.current().nextLong(from, to));
    Awaitility.await().pollDelay(length).atMost(length.plusSeconds(10)).until(() -> true);
  }

  /** Opts out and in repeatedly, and looks the number up all the time. */
  private final class Person {
    private final String number;
    private final List<ConsentClient> ingresses;
    private final ThreadLocalRandom random = ThreadLocalRandom.current();

    Person(String number, List<ConsentClient> ingresses) {
      this.number = number;
      this.ingresses = ingresses;
    }

    void live() {
      while (end.getCount() > 0) {
        var at = any();
        acknowledged(() -> at.optOut(number, Instant.now()));
        optOuts.incrementAndGet();
        look(at, System.nanoTime(), random.nextLong(4_000));
        var optedInAt = Instant.now();
        acknowledged(() -> any().optIn(number, optedInAt));
        optIns.incrementAndGet();
        if (random.nextInt(3) > 0) {
          ingresses.forEach(this::awaitFree);
        }
      }
    }

    private ConsentClient any() {
      return ingresses.get(random.nextInt(ingresses.size()));
    }

    /** Sends it until an ingress has acknowledged it. */
    private void acknowledged(Callable<Boolean> send) {
      await().pollDelay(Duration.ZERO).until(send);
    }

    private void look(ConsentClient acknowledging, long since, long millis) {
      var until = since + TimeUnit.MILLISECONDS.toNanos(millis);
      do {
        for (var ingress : ingresses) {
          var began = System.nanoTime();
          var answer = ingress.look(number);
          answer.ifPresent(found -> check(ingress == acknowledging, began - since, found));
        }
      } while (System.nanoTime() < until);
    }

    private void check(boolean same, long age, ConsentAnswer answer) {
      answers.computeIfAbsent(answer.reason(), _ -> new AtomicInteger()).incrementAndGet();
      if (answer.isFree() && (same || age > ELSEWHERE.toNanos())) {
        violations.add(
            "%s ms after the opt-out on %s ingress: %s"
                .formatted(
                    TimeUnit.NANOSECONDS.toMillis(age), same ? "the same" : "the other", answer));
      }
    }

    /** What was decided is said in the end: nothing stays pending for ever. */
    private void awaitFree(ConsentClient ingress) {
      await(number + " is free again")
          .pollDelay(Duration.ZERO)
          .until(() -> ingress.look(number).map(ConsentAnswer::isFree).orElse(false));
    }
  }
}
