package io.switchboard.e2e.optouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.settings.Environment;
import io.switchboard.dnc.DncService;
import io.switchboard.e2e.optouts.ConsentClient.ConsentAnswer;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.embedded.EmbeddedRedis;
import io.switchboard.ingress.IngressService;
import io.switchboard.service.Service;
import io.switchboard.sink.SinkService;
import io.switchboard.testkit.cluster.TestCluster;
import io.switchboard.testkit.load.Latencies;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two ingresses, dnc-streams and the sink on the shared broker, PostgreSQL and Redis. */
final class OptOutsHoldTest {
  @TempDir private static Path directory;

  private static final TestCluster CLUSTER = TestCluster.start().createTopics();
  private static final String DATABASE = EmbeddedDatabase.shared().database("opt_outs_hold");
  private static final Deque<Service> SERVICES = new ArrayDeque<>();
  private static final AtomicInteger NUMBERS = new AtomicInteger(2_000);

  @SuppressWarnings("NullAway.Init") // started before all tests
  private static ConsentClient one;

  @SuppressWarnings("NullAway.Init")
  private static ConsentClient other;

  @BeforeAll
  static void deploy() {
    SERVICES.push(start(SinkService::start));
    one = ingress();
    other = ingress();
  }

  @AfterAll
  static void close() {
    SERVICES.forEach(Service::close);
    CLUSTER.close();
  }

  @Test
  void shouldHoldAtOnceOnTheSameIngressAndSoonOnTheOther() {
    measure(100);
  }

  @Test
  @Tag("long")
  void shouldHoldAtOnceForAThousandOptOuts() {
    measure(Integer.getInteger("switchboard.optouts", 1_000));
  }

  private static void measure(int count) {
    var delays = new ArrayList<Long>();
    try (var _ = start(DncService::start)) {
      for (var ingress : List.of(one, other)) {
        awaitAnswer(ingress, number(), ConsentAnswer::isFree);
      }
      for (var i = 0; i < count; i++) {
        delays.add(i % 2 == 0 ? delay(one, other) : delay(other, one));
      }
    }
    assertThat(delays).hasSize(count);
    System.out.printf(
        "%d opt-outs, each suppressed at once on the same ingress; on the other: %s%n",
        count, Latencies.of(delays));
  }

  /** From the 200 of one ingress to the first lookup that the second one suppresses. */
  private static long delay(ConsentClient first, ConsentClient second) {
    var number = number();
    awaitAnswer(second, number, ConsentAnswer::isFree); // unknown while a measurement is late
    assertThat(first.optOut(number, Instant.now())).isTrue();
    var acknowledged = System.nanoTime();

    var answer = first.look(number);

    assertThat(answer).map(ConsentAnswer::isOptOut).contains(true);
    return untilSuppressed(second, number) - acknowledged;
  }

  /** When a lookup began that was answered no, asked again and again. */
  private static long untilSuppressed(ConsentClient ingress, String number) {
    var deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (System.nanoTime() < deadline) {
      var began = System.nanoTime();
      if (ingress.look(number).orElseThrow().isOptOut()) {
        return began;
      }
    }
    throw new AssertionError("the other ingress does not suppress the number");
  }

  @Test
  void shouldHoldWhileDncStreamsIsDownAndOnAnIngressThatStartsMeanwhile() {
    awaitAnswer(one, number(), ConsentAnswer::isFree);
    var numbers = Stream.generate(OptOutsHoldTest::number).limit(20).toList();
    numbers.forEach(number -> assertThat(one.optOut(number, Instant.now())).isTrue());

    var started = ingress();

    var all = List.of(one, other, started);
    for (var ingress : all) {
      assertThat(numbers)
          .allSatisfy(
              number ->
                  assertThat(ingress.look(number))
                      .contains(new ConsentAnswer(true, "opt-out received")));
    }
    try (var _ = start(DncService::start)) {
      for (var ingress : all) {
        awaitReason(ingress, numbers.getLast(), "opt-out by webhook");
      }
      assertThat(one.optIn(numbers.getLast(), Instant.now())).isTrue();
      for (var ingress : all) {
        awaitReason(ingress, numbers.getLast(), "opt-in by webhook");
      }
    }
    assertThat(other.look(numbers.getFirst())).map(ConsentAnswer::isOptOut).contains(true);
  }

  /** One that no other test has. */
  private static String number() {
    return "+1415555" + NUMBERS.incrementAndGet();
  }

  private static void awaitReason(ConsentClient ingress, String number, String reason) {
    awaitAnswer(ingress, number, answer -> answer.reason().equals(reason));
  }

  private static void awaitAnswer(
      ConsentClient ingress, String number, Function<ConsentAnswer, Boolean> expected) {
    await(number)
        .pollDelay(Duration.ZERO)
        .until(() -> ingress.look(number).map(expected).orElse(false));
  }

  private static ConsentClient ingress() {
    var service = start(IngressService::start);
    SERVICES.push(service);
    return new ConsentClient(service.port());
  }

  private static <S extends Service> S start(Function<Environment, S> starter) {
    var service =
        starter.apply(
            new Environment(
                CLUSTER.variables(
                    "DATABASE_URL",
                    DATABASE,
                    "REDIS_URL",
                    EmbeddedRedis.shared().url(),
                    "HTTP_PORT",
                    "0",
                    "DRAIN_SECONDS",
                    "0",
                    "STATE_DIR",
                    directory.toString())));
    await().until(() -> service.health().ready());
    return service;
  }
}
