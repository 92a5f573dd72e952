package io.switchboard.replay.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.MemberAssignment;
import org.apache.kafka.clients.admin.MemberDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServiceInstancesTest {
  private static final Map<String, List<String>> NAMES =
      Map.of(
          "localhost", List.of("127.0.0.1", "::1"),
          "one", List.of("10.0.0.1"),
          "both", List.of("10.0.0.2", "10.0.0.1"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://localhost:8091            | http://localhost:8091",
        "http://one:8090                  | http://one:8090",
        "http://both:8090                 | http://10.0.0.1:8090 http://10.0.0.2:8090",
        "http://one:8090, http://two:8091 | http://one:8090 http://two:8091",
        "http://gone:8090                 | http://gone:8090",
      })
  void shouldFindEveryInstanceOfASetting(String setting, String expected) {
    assertThat(ServiceInstances.of(setting, ServiceInstancesTest::resolve).addresses())
        .extracting(URI::toString)
        .containsExactly(expected.split(" ", -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://one:8090                  | 10.0.0.1          | ''",
        "http://one:8090                  | 10.0.0.1 10.0.0.9 | http://10.0.0.9:8090",
        "http://both:8090                 | 10.0.0.2 10.0.0.1 | ''",
        "http://localhost:8091            | 127.0.0.1         | ''",
        "http://gone:8090                 | fd00::7           | http://[fd00::7]:8090",
      })
  void shouldLookAtTheHostsOfOtherMembers(String setting, String hosts, String expected) {
    var instances = ServiceInstances.of(setting, ServiceInstancesTest::resolve);

    var elsewhere =
        instances.elsewhere(Set.of(hosts.split(" ", -1)), ServiceInstancesTest::resolve);

    assertThat(elsewhere.stream().map(URI::toString).collect(Collectors.joining(" ")))
        .isEqualTo(expected);
  }

  @Test
  void shouldCountTheThreadsOfAnInstanceOnce() {
    var members =
        Stream.of("ivr-a-StreamThread-1-consumer", "ivr-a-StreamThread-2-consumer", "sink", "sink")
            .map(ServiceInstancesTest::member)
            .toList();

    var group = GroupInstances.of(members);

    assertThat(group.count()).isEqualTo(3);
    assertThat(group.hosts()).containsExactly("10.0.0.1");
  }

  private static MemberDescription member(String clientId) {
    return new MemberDescription(
        clientId + "-" + java.util.UUID.randomUUID(),
        clientId,
        "/10.0.0.1",
        new MemberAssignment(Set.of()));
  }

  private static List<InetAddress> resolve(String host) throws UnknownHostException {
    var addresses = new ArrayList<InetAddress>();
    for (var address : NAMES.getOrDefault(host, List.of())) {
      addresses.add(InetAddress.getByName(address));
    }
    if (addresses.isEmpty()) {
      throw new UnknownHostException(host);
    }
    return addresses;
  }
}
