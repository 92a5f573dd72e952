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
 * The members that a killed {@code up} left in the groups of the services. An embedded broker that
 * has just started has no live members yet, but it remembers the dead ones, and every group would
 * wait for them until their sessions are over (10 s). A member that lives after all, such as a
 * service run by itself against this broker, joins again at once.
 */
record DeadMembers(Admin admin, TopicPrefix prefix) {
  private static final Logger LOG = LoggerFactory.getLogger(DeadMembers.class);
  private static final int TIMEOUT_SECONDS = 10;

  /** Removes them; a group that cannot be asked is left to its session timeout. */
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
      LOG.info("the groups wait for the members of the last run to time out: {}", e.toString());
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
