package io.switchboard.replay.status;

import io.switchboard.contract.time.Times;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The state of a deployment.
 *
 * @param addresses settings for connecting to the deployment, without secrets
 * @param services one entry for each instance, and for a service without any
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

  /** The status of instances that are in a service's consumer group at an unknown address. */
  public static final String UNKNOWN_ADDRESS = "unknown address";

  /**
   * One instance of a service according to its management port.
   *
   * @param url its management address; for an unknown one, the host in the consumer group
   * @param status ready, not ready, unreachable or {@value #UNKNOWN_ADDRESS}
   */
  public record ServiceState(String service, String url, String status, List<Check> checks) {
    /** Whether its management port answers. */
    public boolean answers() {
      return status.equals("ready") || status.equals("not ready");
    }
  }

  /** One component of a service. */
  public record Check(String name, String status, String detail, String since) {}

  /** Whether everything whose address is known runs. */
  public boolean ready() {
    return services.stream()
            .map(ServiceState::status)
            .allMatch(status -> status.equals("ready") || status.equals(UNKNOWN_ADDRESS))
        && kafka.isEmpty()
        && database.isEmpty();
  }

  /** The name of an instance: with its address when the service has several. */
  public String label(ServiceState instance) {
    var several =
        services.stream().filter(other -> other.service().equals(instance.service())).count() > 1;
    return several
        ? instance.service() + " at " + instance.url().replaceFirst("^https?://", "")
        : instance.service();
  }

  /**
   * Components that wait for an external system, or do not work.
   *
   * @param time the text of the time since when; a service without one has an empty text
   */
  public List<String> problems(Function<Instant, String> time) {
    return services.stream()
        .flatMap(
            service ->
                service.checks().stream()
                    .filter(check -> !check.status().equals("UP"))
                    .map(
                        check ->
                            "%s %s is %s since %s: %s"
                                .formatted(
                                    label(service),
                                    check.name(),
                                    check.status(),
                                    Times.parse(check.since()).map(time).orElse(check.since()),
                                    check.detail())))
        .toList();
  }
}
