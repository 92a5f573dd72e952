package io.switchboard.e2e.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.json.Json;
import io.switchboard.contract.rights.AccessRight;
import io.switchboard.contract.rights.ServiceRights;
import io.switchboard.e2e.rights.SecuredDeployment.Right;
import io.switchboard.replay.dlq.DeadLetterResolver;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.Progress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The rights of {@link ServiceRights} are enough for every service, and none is there that nothing
 * uses.
 */
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ServiceRightsTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /**
   * Rights that this test does not use: a comparison of the brokers in production, dead letters of
   * other services and their redrive, a tenant's completed contacts and IVR logs, a tick, an action
   * of a person, a group that the console happens not to ask for, and the commands.
   */
  private static final Pattern SELDOM_USED =
      Pattern.compile(
          "\\S+ DESCRIBE_CONFIGS CLUSTER .*|\\S+ WRITE TOPIC \\S+\\.dlq|cli ALL .*"
              + "|console WRITE TOPIC .*|console DESCRIBE GROUP .*"
              + "|ingress READ GROUP .*-completed-contacts"
              + "|ingress WRITE TOPIC .*ivr-logs|ivr-streams WRITE TOPIC .*cxone\\.dtmf");

  private final AtomicInteger sent = new AtomicInteger();
  private final HttpClient http = HttpClient.newHttpClient();

  @SuppressWarnings("NullAway.Init") // started before the test
  private SecuredDeployment deployment;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    deployment = new SecuredDeployment(directory);
  }

  @AfterAll
  void stop() {
    deployment.close();
    http.close();
  }

  @Test
  @Order(1)
  void shouldMoveEventsThroughEveryServiceAndRefuseNothing() throws Exception {
    useEverything();

    assertThat(RecordingAuthorizer.denied()).isEmpty();
    assertThat(deployment.failures()).isEmpty();
    assertThat(unused()).allMatch(SELDOM_USED.asMatchPredicate());
  }

  /** After the test that nothing is refused. */
  @ParameterizedTest
  @CsvSource({
    // not ready
    "sink-postgres, READ,  GROUP, sink-postgres,       false, grant it READ on the group",
    "sink-postgres, READ,  GROUP, sink-postgres-cxone, false, grant it READ on the group",
    "sink-postgres, READ,  TOPIC, dnc.decisions,       false, acme-dnc.decisions",
    "sink-postgres, WRITE, TOPIC, cxone.pushes,        false, grant it WRITE on them",
    // ready, because senders, callers and people are answered without
    "ingress,       READ,  TOPIC, ivr.decisions,       true,  acme-ivr.decisions",
    "ingress,       READ,  TOPIC, dnc.events,          true,  acme-dnc.events",
    "ingress,       WRITE, TOPIC, cxone.call-results,  true,  grant it WRITE on them",
    "console,       READ,  TOPIC, ivr.outcomes,        true,  acme-ivr.outcomes"
  })
  @Order(2)
  void shouldReportARefusalWhileItLasts(
      String login,
      AclOperation operation,
      ResourceType type,
      String name,
      boolean ready,
      String detail)
      throws Exception {
    var right = new Right(login, operation, type, name);
    var health = deployment.health(login);
    deployment.withhold(right);

    try {
      await()
          .untilAsserted(
              () -> {
                sendCallResult();
                assertThat(health.refused()).isPositive();
                assertThat(health.ready()).isEqualTo(ready);
                assertThat(health.snapshot().toString()).contains(detail);
              });
    } finally {
      deployment.grant(right);
    }
    await()
        .untilAsserted(
            () -> {
              sendCallResult();
              assertThat(health.refused()).isZero();
              assertThat(deployment.failures()).isEmpty();
            });
  }

  /** It does not continue: its thread has ended. */
  @Test
  @Order(3)
  void shouldFailAStreamServiceThatMayNotWriteItsResults() throws Exception {
    var health = deployment.health("disposition-streams");
    deployment.withhold(
        new Right(
            "disposition-streams", AclOperation.WRITE, ResourceType.TOPIC, "dispositions.low"));

    await()
        .untilAsserted(
            () -> {
              sendCallResult();
              assertThat(health.alive()).isFalse();
            });
    assertThat(health.refused()).isOne();
    assertThat(health.snapshot().toString()).contains("[acme-dispositions.low]: grant it");
  }

  /** Each answer is accepted; what matters is the push and a record on each topic on its way. */
  private void sendCallResult() throws IOException, InterruptedException {
    var contact = "r" + sent.incrementAndGet();
    var body = "{\"contactId\":\"%s\",\"dispositionCode\":\"4001\"}".formatted(contact);
    http.send(
        HttpRequest.newBuilder(URI.create(deployment.ingress("/webhook/call-result")))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.discarding());
  }

  private void useEverything() throws Exception {
    var prompt = post("/webhook/ivr-menu", "{'callId':'c1','from':'+14155550101','dtmf':''}");
    for (var digit : List.of("1", "A", "1")) {
      post("/webhook/ivr-menu", "{'callId':'c1','from':'+14155550101','dtmf':'" + digit + "'}");
    }
    post(
        "/webhook/call-result",
        "{'contactId':'k1','dispositionCode':'1001','phoneNumber':'+14155550102'}");
    post("/webhook/call-result", "{'contactId':'k2','dispositionCode':'2001'}");
    post("/webhook/call-result", "{'contactId':'k3','dispositionCode':'9999'}");
    post("/webhook/data-actions", "{'events':[{'id':'p1'},{'externalId':'no-id'}]}");
    post("/webhook/dnc", "{'phoneNumber':'+14155550103','eventName':'optOut'}");
    post("/webhook/dnc", "{'phoneNumber':'banana','eventName':'optIn'}");
    assertThat(prompt).contains("collect");
    await().until(() -> deployment.cluster().readText("ivr.outcomes").size() == 1);
    await().until(() -> deployment.cluster().readText("cxone.pushes").size() >= 3);
    await().until(() -> get(deployment.ingress("/dnc/+14155550199")).contains("no record"));
    await().until(() -> deployment.cluster().readText("dnc-streams.dlq").size() == 1);
    redrive();
    for (var page :
        List.of("/", "/live", "/calls", "/consent/+14155550103", "/dead-letters", "/trace?q=c1")) {
      get(deployment.console(page));
    }
  }

  private void redrive() {
    var kafka = deployment.kafka(ServiceRights.CONSOLE);
    try (var reader = LogReader.open(kafka);
        var resolver = DeadLetterResolver.open(kafka, reader, "operator", InstantSource.system())) {
      var result = resolver.redrive(_ -> true, LogWindow.ALL, false, 10, Progress.SILENT);
      assertThat(result.done()).hasSize(1);
    }
  }

  /** The rights that nothing has used. */
  private static TreeSet<String> unused() {
    var unused = new TreeSet<String>();
    ServiceRights.of(SecuredDeployment.PREFIX)
        .forEach(
            (login, rights) ->
                rights.forEach(
                    right ->
                        right.operations().stream()
                            .filter(operation -> !isUsed(login, right, operation))
                            .forEach(
                                operation ->
                                    unused.add(
                                        "%s %s %s %s"
                                            .formatted(
                                                login,
                                                operation,
                                                right.resource().resourceType(),
                                                right.resource().name())))));
    return unused;
  }

  private static boolean isUsed(String login, AccessRight right, AclOperation operation) {
    return RecordingAuthorizer.allowed().stream()
        .filter(request -> request.login().equals(login) && request.operation() == operation)
        .map(RecordingAuthorizer.Request::resource)
        .filter(resource -> resource.resourceType() == right.resource().resourceType())
        .anyMatch(
            resource ->
                right.resource().patternType() == PatternType.PREFIXED
                    ? resource.name().startsWith(right.resource().name())
                    : resource.name().equals(right.resource().name()));
  }

  private String post(String path, String json) throws IOException, InterruptedException {
    var body = Json.mapper().readTree(json.replace('\'', '"')).toString();
    return send(
        HttpRequest.newBuilder(URI.create(deployment.ingress(path)))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private String get(String address) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(address)).GET());
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }
}
