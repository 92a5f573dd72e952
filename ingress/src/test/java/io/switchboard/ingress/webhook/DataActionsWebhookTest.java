package io.switchboard.ingress.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.topic.Topic;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.contract.topic.Topics;
import io.switchboard.ingress.limits.Permits;
import io.switchboard.ingress.publishing.Publication;
import io.switchboard.ingress.publishing.Publisher;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.IngressRequest;
import io.switchboard.ingress.request.Route;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An envelope of many contacts while the log takes none, or takes its time. */
class DataActionsWebhookTest {
  private static final Topics TOPICS = new Topics(TopicPrefix.NONE);
  private static final String THOUSAND =
      IntStream.range(0, 1_000)
          .mapToObj(id -> "{\"id\":\"" + id + "\"}")
          .collect(Collectors.joining(",", "{\"events\":[", "]}"));

  @Test
  void shouldStopAtTheFirstRecordThatTheLogDoesNotTake() {
    var log = new SlowLog(Duration.ZERO, new Publication.Unavailable("no room"));

    var answer = handle(log);

    assertThat(status(answer)).isEqualTo(503);
    assertThat(log.sent).isEqualTo(1);
  }

  @Test
  void shouldNotHandOverForeverWhenEveryRecordHasToWaitForRoom() {
    var log = new SlowLog(Duration.ofMillis(50), new Publication.Durable("id", 0, 0));

    var answer = handle(log);

    assertThat(status(answer)).isEqualTo(503);
    assertThat(log.sent).isLessThan(20);
  }

  private static Answer handle(Publisher log) {
    var rejections = new RejectedInputPublisher(log, TOPICS.rejected(), new SimpleMeterRegistry());
    var webhook = new DataActionsWebhook(log, TOPICS.contactEvents(), rejections);
    return new JsonHandler(Permits.perProcessor(), webhook::begin)
        .handle(
            new IngressRequest(
                Route.DATA_ACTIONS,
                THOUSAND.getBytes(StandardCharsets.UTF_8),
                Instant.parse("2026-11-25T10:00:00Z"),
                System.nanoTime(),
                Optional.empty(),
                EventHeaders.newTraceparent(),
                null,
                null));
  }

  private static int status(Answer answer) {
    return switch (answer) {
      case Answer.Success _ -> 200;
      case Answer.Refusal(var problem) -> problem.status();
    };
  }

  /** A log that makes its senders wait for room, and answers each record alike. */
  private static final class SlowLog implements Publisher {
    private final Duration wait;
    private final Publication answer;
    private int sent;

    SlowLog(Duration wait, Publication answer) {
      this.wait = wait;
      this.answer = answer;
    }

    @Override
    public <K, V> CompletableFuture<Publication> send(
        Topic<K, V> topic, K key, V value, EventHeaders headers) {
      sent++;
      LockSupport.parkNanos(wait.toNanos());
      return CompletableFuture.completedFuture(answer);
    }

    @Override
    public Publication await(CompletableFuture<Publication> future) {
      return future.join();
    }
  }
}
