package io.switchboard.replay.status;

import io.switchboard.replay.status.DeploymentReport.ServiceState;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds the instances of one service: first at the addresses of its setting, then, when its
 * consumer group has more instances than answered, at the hosts of the members.
 */
record InstanceSearch(String service, ServiceProbe probe) {
  private static final int GROUPS_SECONDS = 4;

  /** The states of all instances; at least one entry. */
  List<ServiceState> find(String setting, Future<Map<String, GroupInstances>> groups)
      throws InterruptedException {
    var instances = ServiceInstances.of(setting, ServiceInstances.SYSTEM);
    var states = new ArrayList<>(ask(instances.addresses()));
    var group = members(groups);
    if (group.count() > answering(states)) {
      ask(instances.elsewhere(group.hosts(), ServiceInstances.SYSTEM)).stream()
          .filter(ServiceState::answers)
          .forEach(states::add);
    }
    var missing = group.count() - states.size();
    if (missing > 0) {
      states.add(unknown(missing, group.hosts()));
    }
    return states;
  }

  private ServiceState unknown(long missing, Set<String> hosts) {
    return new ServiceState(
        service,
        "%d more in the consumer group, whose members are at %s"
            .formatted(missing, String.join(", ", hosts)),
        DeploymentReport.UNKNOWN_ADDRESS,
        List.of());
  }

  private List<ServiceState> ask(List<URI> addresses) throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers =
          threads.invokeAll(
              addresses.stream()
                  .<Callable<ServiceState>>map(
                      address -> () -> probe.ask(service, address.toString()))
                  .toList());
      return answers.stream().map(Future::resultNow).toList();
    }
  }

  private GroupInstances members(Future<Map<String, GroupInstances>> groups)
      throws InterruptedException {
    try {
      return groups
          .get(GROUPS_SECONDS, TimeUnit.SECONDS)
          .getOrDefault(service, new GroupInstances(Map.of()));
    } catch (ExecutionException | TimeoutException _) {
      return new GroupInstances(Map.of()); // the report says that Kafka does not answer
    }
  }

  private static long answering(List<ServiceState> states) {
    return states.stream().filter(ServiceState::answers).count();
  }
}
