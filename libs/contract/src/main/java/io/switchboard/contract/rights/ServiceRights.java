package io.switchboard.contract.rights;

import static io.switchboard.contract.headers.ServiceName.DISPOSITION_STREAMS;
import static io.switchboard.contract.headers.ServiceName.DNC_STREAMS;
import static io.switchboard.contract.headers.ServiceName.INGRESS;
import static io.switchboard.contract.headers.ServiceName.IVR_STREAMS;
import static io.switchboard.contract.headers.ServiceName.SINK_POSTGRES;
import static org.apache.kafka.common.acl.AclOperation.ALL;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.topic.Topic;
import io.switchboard.contract.topic.TopicCatalog;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.contract.topic.Topics;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.acl.AclOperation;

/**
 * The rights of each service and of the command line, for a login of its own. Everything but the
 * comparison of the brokers' settings at the start is inside {@code TOPIC_PREFIX}.
 *
 * <p>No right on the cluster is needed to write: a producer is idempotent with WRITE on any topic.
 */
public final class ServiceRights {
  /** The console's login. */
  public static final String CONSOLE = "console";

  /** The login of commands, which work on any topic of the deployment. */
  public static final String COMMAND_LINE = "cli";

  private final TopicPrefix prefix;
  private final Topics topics;
  private final Map<String, Set<AclOperation>> onTopics = new TreeMap<>();
  private final List<AccessRight> others = new ArrayList<>();

  private ServiceRights(TopicPrefix prefix) {
    this.prefix = prefix;
    this.topics = new Topics(prefix);
  }

  /** The rights by login: the services by their names, {@link #CONSOLE}, {@link #COMMAND_LINE}. */
  public static Map<String, List<AccessRight>> of(TopicPrefix prefix) {
    var rights = new LinkedHashMap<String, List<AccessRight>>();
    rights.put(INGRESS.wireName(), new ServiceRights(prefix).ingress());
    rights.put(IVR_STREAMS.wireName(), new ServiceRights(prefix).ivrStreams());
    rights.put(DISPOSITION_STREAMS.wireName(), new ServiceRights(prefix).dispositionStreams());
    rights.put(DNC_STREAMS.wireName(), new ServiceRights(prefix).dncStreams());
    rights.put(SINK_POSTGRES.wireName(), new ServiceRights(prefix).sink());
    rights.put(CONSOLE, new ServiceRights(prefix).console());
    rights.put(COMMAND_LINE, new ServiceRights(prefix).commandLine());
    return rights;
  }

  private List<AccessRight> ingress() {
    topics(WRITE, topics.dtmf(), topics.callResults(), topics.contactEvents());
    topics(WRITE, topics.dncWebhookEvents(), topics.ivrLogs(), topics.rejected());
    // answers to callers, lookups of opt-outs, and call results that are known already
    topics(READ, topics.dtmf(), topics.ivrDefinitions(), topics.ivrDecisions());
    topics(READ, topics.dncWebhookEvents(), topics.ivrOutcomes(), topics.dispositionsClassified());
    topics(READ, topics.dncEvents(), topics.dncRegistry(), topics.callResults());
    topics(READ, topics.deadLetters(DNC_STREAMS.wireName()));
    topics(READ, topics.deadLetters(SINK_POSTGRES.wireName()), topics.deadLetterResolutions());
    groups(DESCRIBE, IVR_STREAMS.wireName(), DISPOSITION_STREAMS.wireName());
    groups(DESCRIBE, DNC_STREAMS.wireName());
    groups(READ, "ingress-completed-contacts");
    return all();
  }

  private List<AccessRight> ivrStreams() {
    topics(READ, topics.dtmf());
    topics(WRITE, topics.dtmf(), topics.ivrDecisions(), topics.ivrOutcomes());
    return streams(IVR_STREAMS);
  }

  private List<AccessRight> dispositionStreams() {
    topics(READ, topics.callResults());
    topics(WRITE, topics.dispositionsClassified(), topics.dispositionsCritical());
    topics(WRITE, topics.dispositionsMedium(), topics.dispositionsLow());
    return streams(DISPOSITION_STREAMS);
  }

  private List<AccessRight> dncStreams() {
    topics(READ, topics.dncWebhookEvents(), topics.dispositionsClassified(), topics.ivrOutcomes());
    topics(READ, topics.dncEvents());
    topics(WRITE, topics.dncEvents(), topics.dncDecisions(), topics.dncRegistry());
    return streams(DNC_STREAMS);
  }

  /** Group, transactions, dead letters and changelogs; the dead letters' name has no hyphen. */
  private List<AccessRight> streams(ServiceName service) {
    var own = prefix.applyTo(service.wireName()) + "-";
    topics(WRITE, topics.deadLetters(service.wireName()));
    groups(READ, service.wireName());
    others.add(AccessRight.onAll(TOPIC, own, EnumSet.of(CREATE, READ, WRITE)));
    others.add(AccessRight.onAll(TRANSACTIONAL_ID, own, EnumSet.of(WRITE)));
    return all();
  }

  private List<AccessRight> sink() {
    topics(READ, topics.contactEvents(), topics.ivrOutcomes(), topics.dispositionsClassified());
    topics(READ, topics.dncRegistry(), topics.dncDecisions(), topics.pushes());
    topics(WRITE, topics.pushes(), topics.deadLetters(SINK_POSTGRES.wireName()));
    groups(READ, SINK_POSTGRES.wireName(), "sink-postgres-cxone");
    return all();
  }

  private List<AccessRight> console() {
    TopicCatalog.shipped().topics().forEach(entry -> allow(READ, prefix.applyTo(entry.name())));
    topics(WRITE, topics.consoleAudit(), topics.deadLetterResolutions());
    // a redrive writes to the topic that the service read, an entered opt-out to dnc.events
    topics(WRITE, topics.dtmf(), topics.callResults(), topics.contactEvents());
    topics(WRITE, topics.dncWebhookEvents(), topics.dncEvents(), topics.dispositionsClassified());
    topics(WRITE, topics.ivrOutcomes(), topics.dncDecisions(), topics.dncRegistry());
    topics(WRITE, topics.pushes());
    groups(DESCRIBE, IVR_STREAMS.wireName(), DISPOSITION_STREAMS.wireName());
    groups(DESCRIBE, DNC_STREAMS.wireName(), SINK_POSTGRES.wireName(), "sink-postgres-cxone");
    others.add(
        AccessRight.on(TRANSACTIONAL_ID, prefix.applyTo("switchboard-dlq"), EnumSet.of(WRITE)));
    return all();
  }

  private List<AccessRight> commandLine() {
    for (var type : List.of(TOPIC, GROUP, TRANSACTIONAL_ID)) {
      others.add(AccessRight.onAll(type, prefix.value(), EnumSet.of(ALL)));
    }
    return all();
  }

  private void topics(AclOperation operation, Topic<?, ?>... which) {
    for (var topic : which) {
      allow(operation, topic.name());
    }
  }

  private void allow(AclOperation operation, String topic) {
    onTopics.computeIfAbsent(topic, _ -> EnumSet.noneOf(AclOperation.class)).add(operation);
  }

  private void groups(AclOperation operation, String... names) {
    for (var name : names) {
      others.add(AccessRight.on(GROUP, prefix.applyTo(name), EnumSet.of(operation)));
    }
  }

  private List<AccessRight> all() {
    var all = new ArrayList<AccessRight>();
    onTopics.forEach((topic, operations) -> all.add(AccessRight.on(TOPIC, topic, operations)));
    all.addAll(others);
    // the brokers' settings are compared with the reference at the start, see BrokerReview
    all.add(AccessRight.onCluster(DESCRIBE_CONFIGS));
    return List.copyOf(all);
  }
}
