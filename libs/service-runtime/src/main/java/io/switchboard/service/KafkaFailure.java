package io.switchboard.service;

import io.switchboard.service.HealthCheck.Status;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/**
 * What a failed request to Kafka means for the health of a component. A service that Kafka refuses
 * is not ready, unless it can do without: it does not continue before its rights or credentials are
 * corrected.
 *
 * @param status {@code DOWN} when Kafka refuses the login or a right, otherwise {@code PAUSED}
 * @param detail what failed, and what to do about a refusal; contains no secrets
 */
public record KafkaFailure(Status status, String detail) {

  /** The meaning of an exception of a reader, or of its cause. */
  public static KafkaFailure of(Throwable failure) {
    return of(failure, "READ");
  }

  /** The meaning of an exception of a producer, or of its cause. */
  public static KafkaFailure ofWriter(Throwable failure) {
    return of(failure, "WRITE");
  }

  /** The meaning of an exception of a stream thread, which reads and writes, or of its cause. */
  public static KafkaFailure ofStreams(Throwable failure) {
    return of(failure, "READ or WRITE");
  }

  private static KafkaFailure of(Throwable failure, String right) {
    var causes =
        Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
            .limit(10) // a chain of causes may be a ring
            .toList();
    return causes.stream()
        .map(cause -> refusal(cause, right))
        .filter(detail -> !detail.isEmpty())
        .findFirst()
        .map(detail -> new KafkaFailure(Status.DOWN, detail))
        .orElseGet(
            () -> new KafkaFailure(Status.PAUSED, causes.getLast().getClass().getSimpleName()));
  }

  /** Whether Kafka refuses the login or a right. */
  public boolean isRefusal() {
    return status == Status.DOWN;
  }

  private static String refusal(Throwable failure, String right) {
    return switch (failure) {
      case GroupAuthorizationException e ->
          "Kafka does not authorize this login for the consumer group %s: grant it READ on the group"
              .formatted(e.groupId());
      case TopicAuthorizationException e ->
          "Kafka does not authorize this login for the topics %s: grant it %s on them"
              .formatted(e.unauthorizedTopics(), right);
      case AuthorizationException e ->
          "Kafka does not authorize this login (%s): grant it the right"
              .formatted(e.getClass().getSimpleName());
      case AuthenticationException e ->
          "Kafka refuses this login (%s): correct its credentials"
              .formatted(e.getClass().getSimpleName());
      default -> "";
    };
  }
}
