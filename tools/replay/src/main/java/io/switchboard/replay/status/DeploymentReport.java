package io.switchboard.replay.status;

import java.util.List;
import java.util.Map;

/**
 * The state of a deployment at one moment.
 *
 * @param addresses settings by which to reach the deployment, without secrets
 * @param lag records that each consumer group has still to read
 * @param deadLetters open dead letters, by dead-letter topic with at least one
 * @param kafka empty, or why Kafka could not be asked
 * @param database empty, or why the sink's own offsets could not be read
 */
public record DeploymentReport(
    Map<String, String> addresses,
    List<ServiceState> services,
    Map<String, Long> lag,
    Map<String, Long> deadLetters,
    String kafka,
    String database) {

  /**
   * One service as its management port shows it.
   *
   * @param status ready, not ready or unreachable
   */
  public record ServiceState(String service, String url, String status, List<Check> checks) {}

  /** One part of a service. */
  public record Check(String name, String status, String detail, String since) {}

  /** Whether everything runs. */
  public boolean ready() {
    return services.stream().allMatch(service -> service.status().equals("ready"))
        && kafka.isEmpty()
        && database.isEmpty();
  }

  /** Parts that wait for something outside, or do not work. */
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
