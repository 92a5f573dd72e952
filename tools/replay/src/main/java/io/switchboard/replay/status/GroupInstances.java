package io.switchboard.replay.status;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.MemberDescription;

/**
 * The instances of a service according to its consumer group.
 *
 * @param instances host of each instance, by a name that is unique in the group
 */
record GroupInstances(Map<String, String> instances) {
  /** All threads of one Kafka Streams client have its name in their client id. */
  private static final Pattern STREAM_THREAD = Pattern.compile("(.+)-StreamThread-\\d+-consumer");

  static GroupInstances of(Collection<MemberDescription> members) {
    var instances = new TreeMap<String, String>();
    for (var member : members) {
      var thread = STREAM_THREAD.matcher(member.clientId());
      var name = thread.matches() ? thread.group(1) : member.consumerId();
      instances.put(name, member.host().replaceFirst("^/", ""));
    }
    return new GroupInstances(Map.copyOf(instances));
  }

  int count() {
    return instances.size();
  }

  Set<String> hosts() {
    return new TreeSet<>(instances.values());
  }
}
