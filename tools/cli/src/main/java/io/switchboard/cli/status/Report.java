package io.switchboard.cli.status;

import java.util.List;
import java.util.Map;

/**
 * What {@code switchboard status} found.
 *
 * @param addresses settings by which to reach the deployment, without secrets
 * @param lag records that each consumer group has still to read
 * @param deadLetters letters that nobody has dealt with, by dead-letter topic; none where there are
 *     none
 * @param kafka empty, or why the cluster could not be asked
 * @param database empty, or why the sink's own offsets could not be read
 */
record Report(
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
  record ServiceState(String service, String url, String status, List<Check> checks) {}

  /** One part of a service. */
  record Check(String name, String status, String detail, String since) {}

  /** Whether everything runs. */
  boolean ready() {
    return services.stream().allMatch(service -> service.status().equals("ready"))
        && kafka.isEmpty()
        && database.isEmpty();
  }

  /** Parts that wait for something outside, or do not work. */
  List<String> troubles() {
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
