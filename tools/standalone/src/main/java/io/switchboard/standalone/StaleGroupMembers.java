package io.switchboard.standalone;

import io.switchboard.contract.topic.TopicPrefix;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the members that a killed {@code up} left in the groups of the services. A restarted
 * embedded broker still has them, and every group would wait for their session timeout (6 s). A
 * live member, such as a separate service on this broker, rejoins at once.
 */
record StaleGroupMembers(Admin admin, TopicPrefix prefix) {
  private static final Logger LOG = LoggerFactory.getLogger(StaleGroupMembers.class);
  private static final int TIMEOUT_SECONDS = 10;

  /** Removes them; when the broker does not answer, the session timeout applies. */
  void remove() {
    var removals = new ArrayList<KafkaFuture<Void>>();
    try {
      for (var group : admin.listGroups().all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        if (isOurs(group)) {
          removals.add(
              admin
                  .removeMembersFromConsumerGroup(
                      group.groupId(), new RemoveMembersFromConsumerGroupOptions())
                  .all());
        }
      }
      for (var removal : removals) {
        removal.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      LOG.info(
          "Cannot remove the group members of the last run; the groups wait for their session"
              + " timeout: {}",
          e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the broker started", e);
    }
  }

  private boolean isOurs(GroupListing group) {
    return ServiceCatalog.names().stream()
        .map(prefix::applyTo)
        .anyMatch(group.groupId()::startsWith);
  }
}
