package io.switchboard.streams;

import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.service.HealthCheck;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.KafkaFailure;
import io.switchboard.service.RefusalCheck;
import io.switchboard.service.task.ScheduledTask;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aborts the open transactions of instances that are no longer members of the group, while this
 * instance takes over partitions. Stores cannot be restored beyond an open transaction, and readers
 * of committed records cannot read beyond it: they would wait for the transaction's timeout (10 s)
 * and for the broker's next look at timeouts (every 10 s).
 *
 * <p>An instance that is not a member cannot commit, so its transaction is lost in any case. It may
 * still run: then it is fenced, and joins the group again.
 */
final class AbandonedTransactions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AbandonedTransactions.class);
  private static final String NAME = "abandoned-transactions";
  private static final Duration INTERVAL = Duration.ofMillis(250);
  private static final int REQUEST_TIMEOUT_MS = 5_000;
  private static final String UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private final KafkaSettings kafka;
  private final String group;
  private final BooleanSupplier takingOver;
  private final ScheduledTask task;
  private final RefusalCheck refusals;
  private @Nullable Admin admin;

  /**
   * @param group the application id
   * @param takingOver whether this instance may have got partitions of a lost one
   */
  AbandonedTransactions(
      KafkaSettings kafka, String group, BooleanSupplier takingOver, HealthChecks health) {
    this.kafka = kafka;
    this.group = group;
    this.takingOver = takingOver;
    this.refusals = new RefusalCheck(NAME, HealthCheck.Status.PAUSED, health);
    this.task = ScheduledTask.withFixedDelay(NAME, health, INTERVAL, INTERVAL, this::look);
  }

  private void look() {
    if (!takingOver.getAsBoolean()) {
      return;
    }
    try {
      abort(admin());
      refusals.succeeded();
    } catch (ExecutionException | RuntimeException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return; // the first instance of all has not joined yet: there is no lost one
      }
      refusals.failed(KafkaFailure.of(e));
      LOG.warn(
          "Cannot abort the transactions of lost instances of {}; their timeout applies: {}",
          group,
          e.toString());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private void abort(Admin client) throws ExecutionException, InterruptedException {
    var description =
        Objects.requireNonNull(
            client.describeConsumerGroups(List.of(group)).all().get().get(group));
    if (description.groupState() != GroupState.STABLE) {
      return; // who is a member is not decided yet
    }
    var open =
        client
            .listTransactions(
                new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING)))
            .all()
            .get();
    var abandoned =
        abandoned(
            group,
            open.stream().map(TransactionListing::transactionalId).toList(),
            description.members().stream().map(MemberDescription::clientId).toList());
    if (!abandoned.isEmpty()) {
      client.fenceProducers(abandoned).all().get();
      LOG.info("Aborted the transactions of lost instances: {}", abandoned);
    }
  }

  /**
   * The transactions of a group's former members. Kafka Streams names transactions {@code
   * <group>-<uuid of the instance>-<thread>}, and members {@code <group>-<uuid>-StreamThread-…}.
   * None when a member has another name, as with a client.id of its own.
   */
  static List<String> abandoned(
      String group, Collection<String> transactionalIds, Collection<String> members) {
    var instance = Pattern.compile("(" + Pattern.quote(group + "-") + UUID + ")-.*");
    var alive = members.stream().map(it -> instanceOf(instance, it)).toList();
    return alive.contains("")
        ? List.of()
        : transactionalIds.stream()
            .filter(it -> !instanceOf(instance, it).isEmpty())
            .filter(it -> !alive.contains(instanceOf(instance, it)))
            .toList();
  }

  private static String instanceOf(Pattern instance, String name) {
    var matcher = instance.matcher(name);
    return matcher.matches() ? matcher.group(1) : "";
  }

  private synchronized Admin admin() {
    var known = admin;
    if (known == null) {
      known =
          Admin.create(
              kafka.clientProperties(
                  Map.of(
                      AdminClientConfig.CLIENT_ID_CONFIG,
                      group + "-transactions",
                      AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                      REQUEST_TIMEOUT_MS,
                      AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                      REQUEST_TIMEOUT_MS)));
      admin = known;
    }
    return known;
  }

  @Override
  public synchronized void close() {
    task.close();
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }
}
