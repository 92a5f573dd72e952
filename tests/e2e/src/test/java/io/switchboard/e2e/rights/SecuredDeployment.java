package io.switchboard.e2e.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.console.ConsoleService;
import io.switchboard.contract.rights.ServiceRights;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.disposition.DispositionService;
import io.switchboard.dnc.DncService;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.embedded.FreePorts;
import io.switchboard.ingress.IngressService;
import io.switchboard.ivr.IvrService;
import io.switchboard.ivr.activation.DefinitionPublisher;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.service.HealthCheck;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.Service;
import io.switchboard.sink.SinkService;
import io.switchboard.tenant.SimulatedTenant;
import io.switchboard.tenant.TenantOptions;
import io.switchboard.testkit.cluster.TestCluster;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * All services and the console in this process, each with a login of its own, on a broker of their
 * own that refuses everything that {@link ServiceRights} does not allow.
 */
final class SecuredDeployment implements AutoCloseable {
  static final TopicPrefix PREFIX = new TopicPrefix("acme-");

  private static final String ADMINISTRATOR = "administrator";
  private static final String DATABASE = "secured_deployment";

  private final EmbeddedBroker broker;
  private final TestCluster cluster;
  private final SimulatedTenant tenant =
      SimulatedTenant.start(TenantOptions.onPort(0).withClient("id", "secret"));
  private final Path directory;
  private final List<Service> services = new ArrayList<>();
  private final IngressService ingress;
  private final ConsoleService console;

  SecuredDeployment(Path directory) throws Exception {
    this.directory = directory;
    this.broker =
        EmbeddedBroker.start(
            directory.resolve("broker"), FreePorts.next(), FreePorts.next(), secured());
    this.cluster = TestCluster.on(kafka(ADMINISTRATOR)).createTopics();
    grant();
    try (var publisher =
        new DefinitionPublisher(kafka(ServiceRights.COMMAND_LINE), "/switchboard/test")) {
      publisher.activate(DefinitionFile.shipped(), Instant.now());
    }
    services.add(SinkService.start(environment("sink-postgres", tenantSettings())));
    services.add(IvrService.start(environment("ivr-streams", Map.of())));
    services.add(DispositionService.start(environment("disposition-streams", Map.of())));
    services.add(DncService.start(environment("dnc-streams", Map.of())));
    ingress = IngressService.start(environment("ingress", Map.of("HTTP_PORT", "0")));
    services.add(ingress);
    console = ConsoleService.start(environment("console", Map.of("CONSOLE_PORT", "0")));
    services.add(console);
    await("all services are ready")
        .until(() -> services.stream().allMatch(service -> service.health().ready()));
  }

  private static Map<String, String> secured() {
    var logins = new ArrayList<>(ServiceRights.of(PREFIX).keySet());
    logins.add(ADMINISTRATOR);
    var users =
        logins.stream()
            .map(login -> "user_%s=\"%s\"".formatted(login, password(login)))
            .collect(Collectors.joining(" "));
    var settings = new HashMap<String, String>();
    settings.put("listener.security.protocol.map", "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put("sasl.enabled.mechanisms", "PLAIN");
    settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    settings.put(
        "listener.name.plaintext.plain.sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\" %s;"
            .formatted(ADMINISTRATOR, password(ADMINISTRATOR), users));
    settings.put("authorizer.class.name", RecordingAuthorizer.class.getName());
    settings.put("allow.everyone.if.no.acl.found", "false");
    // the broker at its controller is anonymous; clients cannot be
    settings.put("super.users", "User:%s;User:ANONYMOUS".formatted(ADMINISTRATOR));
    return settings;
  }

  private static String password(String login) {
    return login + "-secret";
  }

  private void grant() throws InterruptedException, ExecutionException {
    var bindings =
        ServiceRights.of(PREFIX).entrySet().stream()
            .flatMap(
                login ->
                    login.getValue().stream()
                        .flatMap(right -> right.bindings("User:" + login.getKey()).stream()))
            .toList();
    var admin = cluster.admin();
    admin.createAcls(bindings).all().get();
    await("the broker has learnt the rules from the controller")
        .until(
            () ->
                admin.describeAcls(AclBindingFilter.ANY).values().get().size() == bindings.size());
  }

  private Map<String, String> tenantSettings() {
    return Map.of(
        "CXONE_BASE_URL",
        tenant.baseUrl().toString(),
        "CXONE_CLIENT_ID",
        "id",
        "CXONE_CLIENT_SECRET",
        "secret");
  }

  private Environment environment(String login, Map<String, String> more) {
    var variables = new HashMap<>(more);
    kafka(login)
        .properties()
        .forEach(
            (name, value) ->
                variables.put("KAFKA_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
    variables.put("TOPIC_PREFIX", PREFIX.value());
    variables.put("DATABASE_URL", EmbeddedDatabase.shared().database(DATABASE));
    variables.put("STATE_DIR", directory.resolve("state").toString());
    variables.put("MANAGEMENT_HOST", "127.0.0.1");
    variables.put("MANAGEMENT_PORT", "0");
    return new Environment(variables);
  }

  /** The cluster with a login. */
  KafkaSettings kafka(String login) {
    return new KafkaSettings(
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "security.protocol",
            "SASL_PLAINTEXT",
            "sasl.mechanism",
            "PLAIN",
            "sasl.jaas.config",
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
                .formatted(login, password(login))),
        PREFIX);
  }

  /**
   * One right of a login.
   *
   * @param name of the resource, without {@link #PREFIX}
   */
  record Right(String login, AclOperation operation, ResourceType type, String name) {
    AclBinding binding() {
      return new AclBinding(
          new ResourcePattern(type, PREFIX.applyTo(name), PatternType.LITERAL),
          new AccessControlEntry("User:" + login, "*", operation, AclPermissionType.ALLOW));
    }
  }

  /** Takes a right from its login. */
  void withhold(Right right) throws InterruptedException, ExecutionException {
    var taken = cluster.admin().deleteAcls(List.of(right.binding().toFilter())).all().get();
    assertThat(taken).as("the login has %s", right).isNotEmpty();
  }

  /** Gives it back. */
  void grant(Right right) throws InterruptedException, ExecutionException {
    cluster.admin().createAcls(List.of(right.binding())).all().get();
  }

  /** The health of a service. */
  HealthChecks health(String name) {
    return services.stream()
        .filter(service -> service.name().equals(name))
        .map(Service::health)
        .findFirst()
        .orElseThrow();
  }

  /** What is wrong with the services. */
  List<String> failures() {
    return services.stream()
        .flatMap(
            service ->
                service.health().snapshot().stream()
                    .filter(check -> check.status() != HealthCheck.Status.UP)
                    .map(check -> service.name() + ": " + check))
        .toList();
  }

  /** Reads topics without a limit. */
  TestCluster cluster() {
    return cluster;
  }

  /** The address of a path of ingress. */
  String ingress(String path) {
    return "http://127.0.0.1:" + ingress.port() + path;
  }

  /** The address of a page of the console. */
  String console(String path) {
    return "http://127.0.0.1:" + console.port() + path;
  }

  @Override
  public void close() {
    services.reversed().forEach(Service::close);
    cluster.close();
    broker.close();
    tenant.close();
  }
}
