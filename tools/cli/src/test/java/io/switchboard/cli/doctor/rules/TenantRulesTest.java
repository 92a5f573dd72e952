package io.switchboard.cli.doctor.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cli.doctor.rules.tenant.Reply;
import io.switchboard.cli.doctor.rules.tenant.Reply.Content;
import io.switchboard.cli.doctor.rules.tenant.access.ApiDiscovery;
import io.switchboard.cli.doctor.rules.tenant.access.BaseMatches;
import io.switchboard.cli.doctor.rules.tenant.access.ClockSkew;
import io.switchboard.cli.doctor.rules.tenant.access.IssuerReachable;
import io.switchboard.cli.doctor.rules.tenant.access.IssuerReachable.Connection;
import io.switchboard.cli.doctor.rules.tenant.access.OpenidConfiguration;
import io.switchboard.cli.doctor.rules.tenant.access.ServerTime;
import io.switchboard.cli.doctor.rules.tenant.access.TokenContent;
import io.switchboard.cli.doctor.rules.tenant.access.TokenGranted;
import io.switchboard.cli.doctor.rules.tenant.access.TokenGranted.Trial;
import io.switchboard.cli.doctor.rules.tenant.access.TokenGranted.Way;
import io.switchboard.cli.doctor.rules.tenant.lists.EditPermission;
import io.switchboard.cli.doctor.rules.tenant.lists.GroupState;
import io.switchboard.cli.doctor.rules.tenant.lists.SampleRecords;
import io.switchboard.cli.doctor.rules.tenant.lists.ScrubbedSkills;
import io.switchboard.cli.doctor.rules.tenant.lists.WriteTrial;
import io.switchboard.cli.doctor.rules.tenant.operation.CategoryTags;
import io.switchboard.cli.doctor.rules.tenant.operation.CompletedReport;
import io.switchboard.cli.doctor.rules.tenant.operation.InboundRequest;
import io.switchboard.cli.doctor.rules.tenant.operation.LargestAnswer;
import io.switchboard.cli.doctor.rules.tenant.operation.PublicEndpoints;
import io.switchboard.cli.doctor.rules.tenant.operation.RateLimited;
import io.switchboard.cli.doctor.rules.tenant.operation.SignalScripts;
import io.switchboard.cli.doctor.rules.tenant.operation.SignalScripts.OnSignal;
import io.switchboard.cli.doctor.rules.tenant.operation.TenantDispositions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the responses of a tenant mean, where no simulated tenant is broken in that way. */
final class TenantRulesTest {
  private static final Reply READ = Reply.json(200);
  private static final Reply PAGE = new Reply(200, Content.WEB_PAGE, "");

  /**
   * A row of the table.
   *
   * @param says the result, and a part of what was found or of what to do
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
    return new ClockSkew(Optional.of(Duration.ofSeconds(seconds))).verdict();
  }

  private static Verdict issuer(Connection connection, boolean https, boolean loopback) {
    return new IssuerReachable("cxone.example", connection, Optional.empty(), true, https, loopback)
        .verdict();
  }

  private static Verdict token(Way way, int status, String error) {
    var reply = new Reply(status, Content.JSON, error);
    return new TokenGranted(List.of(), List.of(new Trial(way, reply, false))).verdict();
  }

  static Stream<Row> access() {
    return Stream.of(
        row("clock", clock(3), "Passed", "within 5 s"),
        row("slow clock", clock(-20), "Warned", "20 s behind"),
        row("no Date", new ClockSkew(Optional.empty()).verdict(), "Warned", "see check 2"),
        row("DNS", issuer(Connection.UNKNOWN_HOST, true, false), "Failed", "unknown to DNS"),
        row("TLS", issuer(Connection.UNTRUSTED_CERTIFICATE, true, false), "Failed", "inspect TLS"),
        row(
            "407",
            issuer(Connection.PROXY_DEMANDS_LOGIN, true, false),
            "Failed",
            "without a login"),
        row("timeout", issuer(Connection.TIMEOUT, true, false), "Failed", "https.proxyHost"),
        row("http", issuer(Connection.ANSWERED, false, false), "Failed", "without TLS"),
        row("loopback", issuer(Connection.ANSWERED, false, true), "Passed", "answers"),
        row("page", new OpenidConfiguration(PAGE, false, true).verdict(), "Failed", "web page"),
        row("key", new OpenidConfiguration(PAGE, false, false).verdict(), "Passed", "access-key"),
        row(
            "grant",
            token(Way.CLIENT_CREDENTIALS, 400, "unsupported_grant_type"),
            "Failed",
            "client_credentials does not exist there"),
        row("client", token(Way.PASSWORD, 401, "invalid_client"), "Failed", "of the application"),
        row("key", token(Way.PASSWORD, 400, "invalid_grant"), "Failed", "the key's user active"),
        row("area", token(Way.ACCESS_KEY, 401, ""), "Failed", "na1.nice-incontact.com"),
        row(
            "unset",
            new TokenGranted(List.of("CXONE_ACCESS_KEY_ID"), List.of()).verdict(),
            "Failed",
            "CXONE_ACCESS_KEY_ID is not set"),
        row(
            "life",
            new TokenContent(Optional.of(Duration.ofSeconds(30)), List.of(), "").verdict(),
            "Warned",
            "30 s"),
        row(
            "no life",
            new TokenContent(Optional.empty(), List.of(), "").verdict(),
            "Warned",
            "few"),
        row("pinned", new ApiDiscovery(Reply.json(503), "", true).verdict(), "Warned", "a move"),
        row(
            "no endpoint",
            new ApiDiscovery(READ, "", false).verdict(),
            "Failed",
            "no api_endpoint"),
        row("same base", new BaseMatches("https://A", "https://a").verdict(), "Passed", "agrees"),
        row(
            "proxy",
            new ServerTime(PAGE, "GET /server-time", false).verdict(),
            "Failed",
            "a proxy answers"),
        row(
            "tolerated",
            new ServerTime(Reply.json(404), "GET /x", true).verdict(),
            "Passed",
            "accepted"),
        row(
            "gone",
            new ServerTime(Reply.json(404), "GET /x", false).verdict(),
            "Failed",
            "the version is gone"));
  }

  private static Verdict group(String configured, GroupState.Group... groups) {
    return new GroupState(READ, configured, List.of(groups)).verdict();
  }

  static Stream<Row> lists() {
    var removed = new GroupState.Group("7", "Old", true, true);
    return Stream.of(
        row("empty list", new EditPermission(Reply.json(400)).verdict(), "Passed", "may be edited"),
        row("no group", new EditPermission(Reply.json(404)).verdict(), "Skipped", "check 13"),
        row("unset", group("", removed), "Failed", "one of 7 (Old)"),
        row("unknown", group("8", removed), "Failed", "no DNC group 8"),
        row("removed", group("7", removed), "Failed", "not active"),
        row(
            "one uncovered",
            new ScrubbedSkills(READ, Set.of("1"), Map.of("1", "a", "2", "Sales")).verdict(),
            "Failed",
            "ignore the group: Sales"),
        row("a few", new SampleRecords(READ, 10, 2, "US").verdict(), "Warned", "2 of 10"),
        row("empty", new SampleRecords(READ, 0, 0, "US").verdict(), "Passed", "empty"),
        row(
            "not found",
            new WriteTrial(READ, true, false, READ, true).verdict(),
            "Failed",
            "search"),
        row(
            "not expired",
            new WriteTrial(READ, true, true, READ, false).verdict(),
            "Failed",
            "not expired"));
  }

  private static Verdict dispositions(Map<String, String> tenant) {
    return new TenantDispositions(READ, tenant, Map.of("1", "do_not_call", "2", "sale")).verdict();
  }

  private static Verdict tags(Map<String, String> configured) {
    return new CategoryTags(READ, "CXONE_TAGS", configured, Set.of("501"), Set.of("a", "b"))
        .verdict();
  }

  private static Verdict signals(OnSignal onSignal) {
    return new SignalScripts(READ, List.of(new SignalScripts.Point("Line", "main", onSignal)))
        .verdict();
  }

  private static Verdict inbound(Duration age) {
    return new InboundRequest(Optional.of(age)).verdict();
  }

  static Stream<Row> operation() {
    var slow = new Verdict.Warned("slow", "look");
    return Stream.of(
        row("all", dispositions(Map.of("1", "Stop", "2", "Sale")), "Passed", "all 2"),
        row(
            "opt-out without rule",
            dispositions(Map.of("1", "Stop", "9", "DNC")),
            "Failed",
            "no rule for 9 DNC"),
        row(
            "others without rule",
            dispositions(Map.of("1", "Stop", "9", "Lunch")),
            "Warned",
            "1 of the tenant"),
        row("no tags", tags(Map.of()), "Warned", "set CXONE_TAGS"),
        row("a category", tags(Map.of("a", "501")), "Warned", "not pushed: b"),
        row(
            "no dispositions",
            new CompletedReport(READ, 5, 0, true).verdict(),
            "Warned",
            "none with"),
        row("hidden", signals(OnSignal.UNKNOWN), "Warned", "look in Studio"),
        row("present", signals(OnSignal.PRESENT), "Passed", "each with ONSIGNAL"),
        row(
            "no PUBLIC_URL",
            new PublicEndpoints(false, false, List.of()).verdict(),
            "Failed",
            "set PUBLIC_URL"),
        row("slow", new PublicEndpoints(true, false, List.of(slow)).verdict(), "Warned", "slow"),
        row("large", new LargestAnswer(25_000, "main", "active").verdict(), "Warned", "32 KB"),
        row("recent", inbound(Duration.ofSeconds(59)), "Passed", "59 s ago"),
        row("old", inbound(Duration.ofHours(5)), "Warned", "the last one is 5 hours old"),
        row("no 429", new RateLimited(30, 0, 100).verdict(), "Passed", "no 429"));
  }

  @ParameterizedTest
  @MethodSource({"access", "lists", "operation"})
  void shouldJudgeTheResponses(Row row) {
    assertThat(row.verdict().getClass().getSimpleName()).isEqualTo(row.result());
    assertThat(row.verdict().toString()).contains(row.says());
  }
}
