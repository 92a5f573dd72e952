package io.switchboard.contract.settings;

import java.time.Duration;
import java.util.Map;

/**
 * How soon a group notices that a member is lost: after the session timeout, and the others notice
 * it with their next heartbeat. Set by {@code KAFKA_SESSION_TIMEOUT_MS} and {@code
 * KAFKA_HEARTBEAT_INTERVAL_MS}; a broker refuses less than its {@code group.min.session.timeout.ms}
 * (6 s by default).
 */
public record GroupMembership(Duration sessionTimeout, Duration heartbeatInterval) {
  private static final String SESSION = "session.timeout.ms";
  private static final String HEARTBEAT = "heartbeat.interval.ms";
  private static final GroupMembership STANDARD =
      new GroupMembership(Duration.ofSeconds(6), Duration.ofSeconds(1));

  /** The shortest session that brokers accept by default, unless the settings say otherwise. */
  public static GroupMembership of(KafkaSettings kafka) {
    return new GroupMembership(
        milliseconds(kafka, SESSION, STANDARD.sessionTimeout()),
        milliseconds(kafka, HEARTBEAT, STANDARD.heartbeatInterval()));
  }

  private static Duration milliseconds(KafkaSettings kafka, String name, Duration standard) {
    var configured = kafka.properties().get(name);
    return configured == null
        ? standard
        : Duration.ofMillis(Long.parseLong(configured.toString().strip()));
  }

  /** As properties of a consumer. */
  public Map<String, Object> properties() {
    return Map.of(
        SESSION,
        Math.toIntExact(sessionTimeout.toMillis()),
        HEARTBEAT,
        Math.toIntExact(heartbeatInterval.toMillis()));
  }
}
