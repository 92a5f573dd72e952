package io.switchboard.replay.status;

import java.util.List;
import java.util.Map;

/**
 * The state of a deployment.
 *
 * @param addresses settings for connecting to the deployment, without secrets
 * @param lag unread records of each consumer group
 * @param deadLetters open dead letters, by dead-letter topic with at least one
 * @param kafka empty, or why Kafka could not be read
 * @param database empty, or why the sink's offsets could not be read
 */
public record DeploymentReport(
    Map<String, String> addresses,
    List<ServiceState> services,
    Map<String, Long> lag,
    Map<String, Long> deadLetters,
    String kafka,
    String database) {

  /**
   * One service according to its management port.
   *
   * @param status ready, not ready or unreachable
   */
  public record ServiceState(String service, String url, String status, List<Check> checks) {}

  /** One component of a service. */
  public record Check(String name, String status, String detail, String since) {}

  /** Whether everything runs. */
  public boolean ready() {
    return services.stream().allMatch(service -> service.status().equals("ready"))
        && kafka.isEmpty()
        && database.isEmpty();
  }

  /** Components that wait for an external system, or do not work. */
  public List<String> problems() {
    return services.stream()
        .flatMap(
            service ->
                service.checks().stream()
                    .filter(check -> !check.status().equals("UP"))
                    .map(
                        check ->
                            "%s %s is %s since %s: %s"
                                .formatted(
                                    service.service(),
                                    check.name(),
                                    check.status(),
                                    check.since(),
                                    check.detail())))
        .toList();
  }
}
