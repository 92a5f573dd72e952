package io.switchboard.cli.doctor.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cli.doctor.rules.kafka.BrokerClockSkew;
import io.switchboard.cli.doctor.rules.kafka.BrokerSettings;
import io.switchboard.cli.doctor.rules.kafka.ReplicaHealth;
import io.switchboard.cli.doctor.rules.kafka.ReplicaHealth.PartitionState;
import io.switchboard.cli.doctor.rules.kafka.TopicRights;
import io.switchboard.cli.doctor.rules.kafka.TopicsMatch;
import io.switchboard.cli.doctor.rules.servers.Autovacuum;
import io.switchboard.cli.doctor.rules.servers.DatabaseConfiguration;
import io.switchboard.cli.doctor.rules.servers.DatabaseMigrations;
import io.switchboard.cli.doctor.rules.servers.DatabaseRights;
import io.switchboard.cli.doctor.rules.servers.DatabaseVersion;
import io.switchboard.cli.doctor.rules.servers.RedisEviction;
import io.switchboard.cli.doctor.rules.servers.RedisPersistence;
import io.switchboard.cli.doctor.rules.webhooks.CertificateChain;
import io.switchboard.cli.doctor.rules.webhooks.CertificateFault;
import io.switchboard.cli.doctor.rules.webhooks.Latency;
import io.switchboard.cli.doctor.rules.webhooks.WebhookAuthentication;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the facts about the servers mean. */
final class DeploymentRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-27T00:00:00Z");

  /**
   * A row of the table.
   *
   * @param result ok, warning or failed
   * @param says part of what was found or of what to do
   */
  record Row(String what, Verdict verdict, String result, String says) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static Row row(String what, Verdict verdict, String result, String says) {
    return new Row(what, verdict, result, says);
  }

  private static Verdict clock(long seconds) {
    return new BrokerClockSkew(Duration.ofSeconds(seconds)).verdict();
  }

  private static Verdict partition(boolean leader, int replicas, int inSync, int least) {
    return new ReplicaHealth(
            List.of(new PartitionState("cxone.dtmf", 3, leader, replicas, inSync, least)))
        .verdict();
  }

  private static Verdict topics(List<String> refused, List<String> changes) {
    return new TopicsMatch("production", refused, changes, 23).verdict();
  }

  static Stream<Row> kafka() {
    return Stream.of(
        row("clock ok", clock(1), "ok", "within 2 s"),
        row("clock behind", clock(-30), "warning", "30 s behind"),
        row("clock ahead", clock(61), "failed", "61 s ahead of"),
        row("one broker", new BrokerSettings(true, 1, List.of()).verdict(), "ok", "not compared"),
        row("brokers ok", new BrokerSettings(false, 3, List.of()).verdict(), "ok", "3 in service"),
        row(
            "session timeout",
            new BrokerSettings(false, 3, List.of("broker.session.timeout.ms=9000")).verdict(),
            "failed",
            "server.properties"),
        row("replicas ok", partition(true, 3, 3, 2), "ok", "all 1 partitions"),
        row("no leader", partition(false, 3, 0, 2), "failed", "without a leader: cxone.dtmf-3"),
        row("below min.insync", partition(true, 3, 1, 2), "failed", "min.insync.replicas"),
        row("one behind", partition(true, 3, 2, 2), "warning", "missing or behind"),
        row("topics ok", topics(List.of(), List.of()), "ok", "all 23 topics"),
        row("topic missing", topics(List.of(), List.of("a is missing")), "failed", "topics apply"),
        row("partitions", topics(List.of("a has 3"), List.of("b")), "failed", "topics plan"),
        row(
            "changes beside a refusal",
            topics(List.of("a has 3"), List.of("b needs {retention.bytes=-1}")),
            "failed",
            "b needs {retention.bytes=-1}"),
        row(
            "rights ok",
            new TopicRights(List.of(), List.of(), "", true).verdict(),
            "ok",
            "committed"),
        row(
            "no read",
            new TopicRights(List.of("a"), List.of("b"), "", false).verdict(),
            "failed",
            "cannot read a"),
        row(
            "no write",
            new TopicRights(List.of(), List.of("b"), "", false).verdict(),
            "failed",
            "may not write b"),
        row(
            "no transaction",
            new TopicRights(List.of(), List.of(), "TimeoutException", true).verdict(),
            "failed",
            "transactional ids"));
  }

  private static Verdict migrations(
      List<String> pending, List<String> problems, List<String> mapping) {
    return new DatabaseMigrations(pending, problems, mapping, "9").verdict();
  }

  private static Verdict configuration(Map<String, String> settings) {
    return new DatabaseConfiguration(settings, 10).verdict();
  }

  private static Verdict vacuum(boolean on, List<String> off, List<String> bloated, long xid) {
    return new Autovacuum(on, off, bloated, xid).verdict();
  }

  static Stream<Row> database() {
    var connections = Map.of("max_connections", "100");
    return Stream.of(
        row("old", new DatabaseVersion(13, "13.2").verdict(), "failed", "14 or newer"),
        row("tested", new DatabaseVersion(18, "18.1").verdict(), "ok", "18.1"),
        row(
            "standby",
            new DatabaseRights(true, true, List.of("x")).verdict(),
            "failed",
            "targetServerType=primary"),
        row(
            "no INSERT",
            new DatabaseRights(false, true, List.of("INSERT on dispositions")).verdict(),
            "failed",
            "INSERT on dispositions"),
        row(
            "no CREATE",
            new DatabaseRights(false, false, List.of()).verdict(),
            "warning",
            "next upgrade"),
        row("migrated", migrations(List.of(), List.of(), List.of()), "ok", "version 9"),
        row("pending", migrations(List.of("V9"), List.of(), List.of()), "failed", "it migrates"),
        row("changed", migrations(List.of("V9"), List.of("V3"), List.of()), "failed", "V3"),
        row("mapping", migrations(List.of(), List.of(), List.of("no c")), "failed", "SINK_FILE"),
        row("vacuum ok", vacuum(true, List.of(), List.of(), 5), "ok", "every table"),
        row("vacuum off", vacuum(false, List.of(), List.of(), 5), "failed", "autovacuum=on"),
        row("one table off", vacuum(true, List.of("t"), List.of(), 5), "failed", "RESET"),
        row("wraparound", vacuum(true, List.of(), List.of(), 2_000_000_000L), "failed", "FREEZE"),
        row("bloated", vacuum(true, List.of(), List.of("t"), 5), "warning", "dead rows"),
        row("settings ok", configuration(connections), "ok", "10 of 100"),
        row("fsync", configuration(Map.of("fsync", "off")), "failed", "fsync=on"),
        row("latin1", configuration(Map.of("server_encoding", "LATIN1")), "failed", "UTF8"),
        row("async", configuration(Map.of("synchronous_commit", "off")), "failed", "loses"),
        row("full", configuration(Map.of("max_connections", "10")), "failed", "in use"),
        row("few", configuration(Map.of("max_connections", "20")), "warning", "may use"));
  }

  private static Verdict eviction(String policy, long max, long used, boolean master) {
    return new RedisEviction(policy, max, used, master).verdict();
  }

  private static Verdict persistence(boolean aof, boolean failed, boolean built) {
    return new RedisPersistence(aof, failed, false, built).verdict();
  }

  static Stream<Row> redis() {
    return Stream.of(
        row("no eviction", eviction("noeviction", 0, 5, true), "ok", "noeviction"),
        row("evicts", eviction("allkeys-lru", 0, 5, true), "failed", "may drop numbers"),
        row("replica", eviction("noeviction", 0, 5, false), "failed", "primary"),
        row("unknown", eviction("", 0, 5, true), "warning", "does not tell"),
        row("full", eviction("noeviction", 100, 95, true), "failed", "raise maxmemory"),
        row("persistent", persistence(true, false, true), "ok", "append-only"),
        row("in memory", persistence(false, false, true), "warning", "appendonly yes"),
        row("not built", persistence(true, false, false), "warning", "dnc rebuild"),
        row("disk", persistence(true, true, true), "failed", "disk space"));
  }

  private static Verdict open(boolean loopback, int status) {
    return new WebhookAuthentication(loopback, Map.of("/webhook/dnc", status)).verdict();
  }

  private static Verdict chain(boolean https, boolean production, String problem, long days) {
    var fault =
        Optional.of(problem)
            .filter(text -> !text.isEmpty())
            .map(text -> new CertificateFault(CertificateFault.Kind.UNKNOWN_AUTHORITY, text));
    return new CertificateChain(https, production, fault, NOW.plus(Duration.ofDays(days)))
        .verdict(NOW);
  }

  static Stream<Row> webhooks() {
    return Stream.of(
        row("loopback", open(true, 0), "ok", "loopback only"),
        row("demanded", open(false, 401), "ok", "every webhook"),
        row("open", open(false, 400), "failed", "WEBHOOK_SECRETS"),
        row("elsewhere", open(false, 404), "failed", "instead of 401"),
        row("silent", open(false, 0), "failed", "nothing"),
        row("plain in production", chain(false, true, "", 90), "failed", "https://"),
        row("plain", chain(false, false, "", 90), "ok", "no TLS"),
        row(
            "untrusted",
            chain(true, true, "the chain is incomplete", 90),
            "failed",
            "with its intermediates"),
        row("expired", chain(true, true, "", -1), "failed", "expired"),
        row("expires", chain(true, true, "", 10), "warning", "10 days"),
        row("trusted", chain(true, true, "", 90), "ok", "90 days"),
        row("quick", new Latency(List.of(Duration.ofMillis(5))).verdict(), "ok", "5 ms"),
        row("slow", new Latency(List.of(Duration.ofMillis(700))).verdict(), "warning", "700 ms"),
        row("too slow", new Latency(List.of(Duration.ofSeconds(3))).verdict(), "failed", "3000"),
        row("no samples", new Latency(List.of()).verdict(), "failed", "firewall"));
  }

  @ParameterizedTest
  @MethodSource({"kafka", "database", "redis", "webhooks"})
  void shouldJudgeTheFacts(Row row) {
    var text =
        switch (row.verdict()) {
          case Verdict.Passed(var found) -> "ok " + found;
          case Verdict.Warned(var found, var remedy) -> "warning " + found + " " + remedy;
          case Verdict.Failed(var found, var remedy) -> "failed " + found + " " + remedy;
          case Verdict.Skipped(var why) -> "skipped " + why;
        };

    assertThat(text).startsWith(row.result() + " ").contains(row.says());
  }
}
