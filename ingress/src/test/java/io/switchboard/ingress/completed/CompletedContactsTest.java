package io.switchboard.ingress.completed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.time.Times;
import io.switchboard.ingress.IngressService;
import io.switchboard.ingress.Main;
import io.switchboard.ingress.RunningIngress;
import io.switchboard.ingress.TopicReader;
import io.switchboard.tenant.SimulatedTenant;
import io.switchboard.tenant.TenantOptions;
import io.switchboard.tenant.fault.ErrorSpelling;
import io.switchboard.tenant.fault.FaultPlan;
import io.switchboard.tenant.fault.FaultRule;
import io.switchboard.tenant.fault.NiceFaults;
import io.switchboard.tenant.nice.NiceOptions;
import io.switchboard.tenant.nice.state.ReportedContact;
import io.switchboard.testkit.process.ChildProcess;
import io.switchboard.testkit.process.ProcessSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ingress against a simulated tenant that sends nothing and is asked. */
class CompletedContactsTest {
  private static final long FIRST = 510_212_552_000_000L;
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Pattern COMPLETE =
      Pattern.compile("completed_contacts_reports_total\\{[^}]*result=\"complete\"[^}]*} (\\S+)");
  private static final Pattern GAP =
      Pattern.compile("^completed_contacts_gap_seconds\\S* (\\S+)$", Pattern.MULTILINE);

  @AutoClose
  private final SimulatedTenant tenant =
      SimulatedTenant.start(TenantOptions.onPort(0).withNice(NiceOptions.onPort(0)));

  @Test
  void shouldPublishEachResultOnceAndCorrectionsAgain() {
    try (var ingress = RunningIngress.start(settings())) {
      var ended = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      add(FIRST, 1001L, ended);
      tenant
          .nice()
          .contacts()
          .add(
              ReportedContact.inbound(FIRST + 1, 2001L, "4155550100", ended, ended)
                  .outboundTo("4155550199"));
      add(FIRST + 2, null, ended);

      awaitResults(ingress, 2);
      awaitReports(ingress, 2);
      tenant.nice().contacts().dispose(FIRST, 3001L, "", Instant.now(), Duration.ZERO);
      awaitResults(ingress, 3);
      awaitReports(ingress, 2);

      var results = results(ingress);
      assertThat(results).hasSize(3);
      var inbound = byContact(results, FIRST);
      assertThat(inbound.getFirst().value())
          .contains("\"dispositionCode\":\"1001\"", "\"phoneNumber\":\"4155550100\"");
      assertThat(inbound.getFirst().header("ce_id"))
          .isEqualTo(
              EventId.hash(
                  Long.toString(FIRST), "1001", timestamp(inbound.getFirst()), "4155550100"));
      assertThat(inbound.getFirst().header("ce_type")).isEqualTo("com.nice.cxone.call-result");
      assertThat(Times.parse(inbound.getFirst().header("ce_time"))).hasValue(ended);
      assertThat(inbound.getLast().value()).contains("\"dispositionCode\":\"3001\"");
      assertThat(byContact(results, FIRST + 1).getFirst().value())
          .contains("\"phoneNumber\":\"4155550199\"");
    }
  }

  @Test
  void shouldNeitherLoseNorDoubleByARestart() {
    var many = LongStream.range(FIRST, FIRST + 250).toArray();
    try (var first = RunningIngress.start(settings())) {
      for (var contact : many) {
        add(contact, 1001L, Instant.now());
      }
      awaitResults(first, many.length);
      first.service().close();
      add(FIRST + 1_000, 1001L, Instant.now());

      try (var second = restarted(first)) {
        awaitResults(first, many.length + 1);
        awaitReports(second, 3);
      }
      assertThat(results(first))
          .hasSize(many.length + 1)
          .extracting(TopicReader.TextRecord::key)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void shouldReadByOneInstanceAndByAnotherAfterItsEnd() {
    try (var first = RunningIngress.start(settings())) {
      awaitReports(first, 1);
      try (var second = restarted(first)) {
        add(FIRST, 1001L, Instant.now());
        awaitResults(first, 1);
        first.service().close();
        add(FIRST + 1, 1001L, Instant.now());

        awaitResults(first, 2);
        awaitReports(second, 2);
        assertThat(results(first)).hasSize(2);
      }
    }
  }

  @Test
  void shouldLoseNothingWhileTheTenantFailsAndReadersRestart() {
    var random = new Random(20);
    var codes = new HashMap<Long, Long>();
    var tagsChange =
        new NiceFaults(
            ErrorSpelling.HEADER,
            false,
            null,
            null,
            false,
            null,
            false,
            false,
            700,
            true,
            null,
            null);
    tenant.setFaults(FaultPlan.of(failing(429), failing(503)).with(tagsChange));
    try (var first = RunningIngress.start(settings())) {
      RunningIngress reader = first;
      for (var round = 0; round < 5; round++) {
        for (var i = 0; i < 60; i++) {
          var contact = FIRST + random.nextInt(200);
          var code = 1001L + random.nextInt(3);
          if (codes.put(contact, code) == null) {
            add(contact, code, Instant.now());
          } else {
            tenant
                .nice()
                .contacts()
                .dispose(contact, code, "", Instant.now(), Duration.ofMillis(700));
          }
          tenant.nice().contacts().touch(FIRST + random.nextInt(200), Instant.now(), Duration.ZERO);
        }
        if (round == 2) {
          tenant.nice().move(0);
        }
        reader.service().close();
        reader = restarted(first);
      }

      try (var last = reader) {
        await()
            .untilAsserted(() -> assertThat(newestCodes(results(first))).isEqualTo(texts(codes)));
        awaitReports(last, 2);
      }
      assertThat(repeated(results(first))).isEmpty();
    }
  }

  /** They are killed between the pages of a report, and contacts change meanwhile. */
  @Test
  @Tag("long")
  void shouldNeitherLoseNorDoubleWhenReadersAreKilledAgainAndAgain(@TempDir Path directory) {
    var kills = Integer.getInteger("switchboard.kills", 10);
    var random = new Random(Long.getLong("switchboard.seed", 20L));
    var codes = new HashMap<Long, Long>();
    var slowPages =
        new FaultRule(
            "GET", "/contacts/completed", null, null, null, 300, null, null, false, false);
    tenant.setFaults(FaultPlan.of(slowPages));
    try (var observer = RunningIngress.start()) {
      for (var kill = 0; kill < kills; kill++) {
        var before = results(observer).size();
        try (var reader = readerProcess(observer, directory)) {
          change(codes, 400, random);
          reader.await(
              "the first pages are on the log",
              LONG,
              () -> results(observer).size() > before + random.nextInt(100));
          reader.kill();
        }
        change(codes, 50, random);
      }

      tenant.setFaults(FaultPlan.NONE);
      try (var last = restarted(observer)) {
        await()
            .untilAsserted(
                () -> assertThat(newestCodes(results(observer))).isEqualTo(texts(codes)));
        awaitReports(last, 2);
      }
      assertThat(repeated(results(observer))).isEmpty();
    }
  }

  /** New contacts, and other dispositions of known ones. */
  private void change(Map<Long, Long> codes, int changes, Random random) {
    for (var i = 0; i < changes; i++) {
      var contact = FIRST + random.nextInt(1_000);
      var code = 1001L + random.nextInt(3);
      if (codes.put(contact, code) == null) {
        add(contact, code, Instant.now());
      } else {
        tenant.nice().contacts().dispose(contact, code, "", Instant.now(), Duration.ZERO);
      }
    }
  }

  private ChildProcess readerProcess(RunningIngress observer, Path directory) {
    return ProcessSpec.java(Main.class, ProcessSpec.SHORT_LIVED)
        .environment(variables(observer))
        .logTo(directory.resolve("reader.log"))
        .start();
  }

  @Test
  void shouldReportWhatIsNotReadAfterItsPositionIsLost() {
    try (var observer = RunningIngress.start()) {
      var earlier = Instant.now().minus(Duration.ofHours(2));
      observer.post(
          "/webhook/call-result",
          "{\"contactId\":\"1\",\"dispositionCode\":\"1001\",\"completedContact\":{\"lastUpdateTime\":\"%s\"}}"
              .formatted(earlier));

      try (var reader = restarted(observer)) {
        awaitReports(reader, 1);
        assertThat(metric(reader, GAP))
            .isBetween(Duration.ofMinutes(114).toSeconds() + 0.0, 7_200.0);
      }
    }
  }

  private static FaultRule failing(int status) {
    return new FaultRule(
        "GET", "/contacts/completed", null, 0.2, null, null, status, null, false, false);
  }

  private static Map<String, String> texts(Map<Long, Long> codes) {
    var texts = new HashMap<String, String>();
    codes.forEach((contact, code) -> texts.put(contact.toString(), code.toString()));
    return texts;
  }

  private static Map<String, String> newestCodes(List<TopicReader.TextRecord> results) {
    var newest = new HashMap<String, String>();
    results.forEach(result -> newest.put(result.key(), code(result)));
    return newest;
  }

  /** Contacts whose result is there twice in a row; a contact's results are in one partition. */
  private static List<String> repeated(List<TopicReader.TextRecord> results) {
    var newest = new HashMap<String, String>();
    return results.stream()
        .filter(result -> code(result).equals(newest.put(result.key(), code(result))))
        .map(TopicReader.TextRecord::key)
        .toList();
  }

  private static String code(TopicReader.TextRecord record) {
    return field(record, "dispositionCode");
  }

  private String[] settings() {
    return new String[] {
      "CXONE_PROFILE", "nice",
      "CXONE_ISSUER", tenant.nice().issuer().toString(),
      "CXONE_CLIENT_ID", "application",
      "CXONE_CLIENT_SECRET", "a-secret",
      "CXONE_ACCESS_KEY_ID", "KEY",
      "CXONE_ACCESS_KEY_SECRET", "another-secret",
      "CXONE_POLL_COMPLETED", "true",
      "CXONE_POLL_INTERVAL", "1"
    };
  }

  private RunningIngress restarted(RunningIngress first) {
    return RunningIngress.around(IngressService.start(new Environment(variables(first))));
  }

  private Map<String, String> variables(RunningIngress first) {
    Map<String, String> variables = new HashMap<>();
    var settings = settings();
    for (var i = 0; i < settings.length; i += 2) {
      variables.put(settings[i], settings[i + 1]);
    }
    variables.put("KAFKA_BOOTSTRAP_SERVERS", first.bootstrap());
    variables.put("TOPIC_PREFIX", first.topics().prefix().value());
    variables.put("HTTP_PORT", "0");
    variables.put("MANAGEMENT_PORT", "0");
    variables.put("DRAIN_SECONDS", "0");
    return variables;
  }

  private void add(long contact, @org.jspecify.annotations.Nullable Long disposition, Instant at) {
    tenant
        .nice()
        .contacts()
        .add(ReportedContact.inbound(contact, disposition, "4155550100", at, at));
  }

  private static void awaitResults(RunningIngress ingress, int count) {
    await().until(() -> results(ingress).size() >= count);
  }

  /** So many more complete reports. */
  private static void awaitReports(RunningIngress ingress, int count) {
    var before = reports(ingress);
    await().until(() -> reports(ingress) >= before + count);
  }

  private static double reports(RunningIngress ingress) {
    return metric(ingress, COMPLETE);
  }

  private static double metric(RunningIngress ingress, Pattern sample) {
    var found = sample.matcher(ingress.get("/metrics").body());
    return found.find() ? Double.parseDouble(found.group(1)) : 0;
  }

  private static List<TopicReader.TextRecord> results(RunningIngress ingress) {
    return ingress.read(ingress.topics().callResults().name()).lines();
  }

  private static List<TopicReader.TextRecord> byContact(
      List<TopicReader.TextRecord> results, long contact) {
    return results.stream().filter(it -> it.key().equals(Long.toString(contact))).toList();
  }

  private static String timestamp(TopicReader.TextRecord record) {
    return field(record, "timestamp");
  }

  private static String field(TopicReader.TextRecord record, String name) {
    var found = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(record.value());
    assertThat(found.find()).isTrue();
    return found.group(1);
  }
}
