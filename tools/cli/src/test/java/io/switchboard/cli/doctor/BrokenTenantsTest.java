package io.switchboard.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.cli.CommandRig;
import io.switchboard.contract.json.Json;
import io.switchboard.embedded.FreePorts;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.tenant.SimulatedTenant;
import io.switchboard.tenant.TenantOptions;
import io.switchboard.tenant.fault.FaultPlan;
import io.switchboard.tenant.fault.FaultRule;
import io.switchboard.tenant.fault.NiceFaults;
import io.switchboard.tenant.fault.RecordFault;
import io.switchboard.tenant.nice.NiceOptions;
import io.switchboard.tenant.nice.state.TenantSetup;
import io.switchboard.tenant.nice.state.TenantSetup.Disposition;
import io.switchboard.tenant.nice.state.TenantSetup.DncGroup;
import io.switchboard.tenant.nice.state.TenantSetup.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A broken tenant for each of the 24 checks: the first failure names the cause. */
final class BrokenTenantsTest {
  private static final String KEY_SECRET = "the-secret-of-the-access-key";

  @TempDir
  @SuppressWarnings("NullAway.Init") // before all tests
  private static Path directory;

  /** A request has arrived there; no test changes more than its settings. */
  @SuppressWarnings("NullAway.Init")
  private static CommandRig usual;

  private CommandRig rig = usual;

  @SuppressWarnings("NullAway.Init")
  private SimulatedTenant tenant;

  @SuppressWarnings("NullAway.Init")
  private Map<String, String> settings;

  @BeforeAll
  static void open() {
    usual = new CommandRig(directory);
    usual.send("cxone.call-results", "1", "{}");
    usual.flush();
  }

  @AfterAll
  static void close() {
    usual.close();
  }

  @BeforeEach
  void start() {
    start(NiceOptions.onPort(0));
  }

  private void start(NiceOptions options) {
    tenant =
        SimulatedTenant.start(
            TenantOptions.onPort(0)
                .withClient("app", "app-secret")
                .withNice(options.withAccessKey("KEY", KEY_SECRET)));
    settings =
        new HashMap<>(
            Map.of(
                "CXONE_PROFILE",
                "nice",
                "CXONE_ISSUER",
                tenant.nice().issuer().toString(),
                "CXONE_CLIENT_ID",
                "app",
                "CXONE_CLIENT_SECRET",
                "app-secret",
                "CXONE_ACCESS_KEY_ID",
                "KEY",
                "CXONE_ACCESS_KEY_SECRET",
                KEY_SECRET,
                "CXONE_DNC_GROUP",
                Integer.toString(TenantSetup.DNC_GROUP),
                "CXONE_TAGS",
                NiceOptions.TAGS,
                "PUBLIC_URL",
                tenant.baseUrl().toString()));
  }

  @AfterEach
  void stop() {
    tenant.close();
    if (rig != usual) {
      rig.close();
    }
  }

  /** What breaks each check, in their order, and a part of what the first failure says. */
  enum Broken {
    CLOCK("1", "behind the issuer"),
    DNS("2", "refuses the connection"),
    OPENID("3", "openid-configuration answers 404"),
    TOKEN("4", "CXONE_CLIENT_SECRET"),
    CLAIM("5", "no claim tenantId"),
    DISCOVERY("6", "cxone-configuration answers 503"),
    MOVED("7", "but the tenant is at"),
    SERVER_TIME("8", "answers 401 with a fresh token"),
    VERSION("9", "v30.0 is not offered"),
    BUSINESS_UNIT("10", "Business Unit: View"),
    READ("11", "Tags: View"),
    EDIT("12", "DNC Groups: Edit"),
    GROUP("13", "is not active"),
    SCRUBBED("14", "it stops no call"),
    SAMPLE("15", "are no numbers in US"),
    RECORD("16", "no confirmed record"),
    DISPOSITIONS("17", "DISPOSITIONS_FILE"),
    TAGS("18", "ids that the tenant does not have"),
    COMPLETED("19", "Reporting: View"),
    SIGNALS("20", "without ONSIGNAL: Service line"),
    OUTSIDE("21", "not https"),
    ANSWER("22", "shorten the prompt"),
    INBOUND("23", "no request has ever arrived"),
    THROTTLED("24", "CXONE_RATE_LIMIT=50");

    private final String number;
    private final String says;

    Broken(String number, String says) {
      this.number = number;
      this.says = says;
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldNameTheCauseFirst(Broken broken) throws IOException {
    try (var clock = new WrongClock()) {
      breakIt(broken, clock.url());

      var ran = doctor("--write");

      var first = failures(ran).getFirst();
      assertThat(first.path("number").asText()).as(ran.out()).isEqualTo(broken.number);
      assertThat(first.path("found").asText() + first.path("remedy").asText())
          .contains(broken.says);
      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.out() + ran.err()).doesNotContain("secret", "5550", "8005550100");
    }
  }

  @Test
  void shouldFindNothingWrongWithACompleteTenant() throws IOException {
    var ran = doctor("--write");

    assertThat(failures(ran)).as(ran.out()).isEmpty();
    assertThat(ran.exitCode()).isZero();
    assertThat(tenant.nice().dnc().numbers(TenantSetup.DNC_GROUP, Instant.now())).isEmpty();
  }

  @Test
  void shouldWriteNothingUnlessAsked() throws IOException {
    var ran = doctor();

    assertThat(failures(ran)).as(ran.out()).isEmpty();
    assertThat(tenant.nice().dnc().size(TenantSetup.DNC_GROUP)).isZero();
  }

  @Test
  void shouldTellWhichWayToATokenWorks() throws IOException {
    settings.put("CXONE_CLIENT_SECRET", "another-one");

    var ran = doctor();

    assertThat(failures(ran).getFirst().path("found").asText())
        .contains("application and access key", "access key alone works");
  }

  @Test
  void shouldCheckATenantInTheTutorialsShape() throws IOException {
    try (var other = SimulatedTenant.start(TenantOptions.onPort(0).withClient("id", "s"))) {
      settings.clear();
      settings.put("CXONE_BASE_URL", other.baseUrl().toString());
      settings.put("CXONE_CLIENT_ID", "id");
      settings.put("CXONE_CLIENT_SECRET", "s");
      settings.put("PUBLIC_URL", other.baseUrl().toString());
      var well = doctor();
      settings.put("CXONE_CLIENT_SECRET", "wrong");

      var broken = doctor();

      assertThat(failures(well)).as(well.out()).isEmpty();
      assertThat(failures(broken).getFirst().path("number").asText()).isEqualTo("4");
    }
  }

  private void breakIt(Broken broken, String wrongClock) throws IOException {
    switch (broken) {
      case CLOCK -> settings.put("CXONE_ISSUER", wrongClock);
      case DNS -> settings.put("CXONE_ISSUER", "http://127.0.0.1:" + FreePorts.next());
      case OPENID -> settings.put("CXONE_ISSUER", tenant.baseUrl().toString());
      case TOKEN -> {
        settings.put("CXONE_CLIENT_SECRET", "another-one");
        settings.put("CXONE_ACCESS_KEY_SECRET", "another-one");
      }
      case CLAIM -> {
        tenant.close();
        start(new NiceOptions(0, null, null, "", TenantSetup.complete()));
      }
      case DISCOVERY -> fault("GET", "cxone-configuration", 503);
      case MOVED -> {
        settings.put("CXONE_BASE_URL", tenant.nice().api().toString());
        tenant.nice().move(0);
      }
      case SERVER_TIME -> fault("GET", "/server-time", 401);
      case VERSION -> setUp(setup -> served(setup, List.of("v30.0", "v29.0")));
      case BUSINESS_UNIT -> fault("GET", "/business-unit", 403);
      case READ -> fault("GET", "/tags", 403);
      case EDIT -> fault("POST", "/records", 403);
      case GROUP -> setUp(setup -> group(setup, false, List.of(TenantSetup.OUTBOUND_SKILL)));
      case SCRUBBED -> setUp(setup -> group(setup, true, List.of()));
      case SAMPLE ->
          tenant.nice().dnc().add(TenantSetup.DNC_GROUP, "0119999999999", Instant.now(), null);
      case RECORD ->
          tenant.setFaults(FaultPlan.of(NiceFaults.failing(new RecordFault(null, "no", null))));
      case DISPOSITIONS -> setUp(BrokenTenantsTest::withOtherDispositions);
      case TAGS -> settings.put("CXONE_TAGS", "do_not_call=999");
      case COMPLETED -> fault("GET", "/contacts/completed", 403);
      case SIGNALS -> setUp(BrokenTenantsTest::withoutOnSignal);
      case OUTSIDE -> settings.put("SWITCHBOARD_ENV", "production");
      case ANSWER -> settings.put("IVR_FILE", longPrompt());
      case INBOUND -> rig = new CommandRig(directory);
      case THROTTLED -> tenant.setFaults(FaultPlan.of(FaultRule.status("GET", "/skills", 429, 1)));
    }
  }

  private void fault(String method, String path, int status) {
    tenant.setFaults(FaultPlan.of(FaultRule.status(method, path, status, 100)));
  }

  private void setUp(UnaryOperator<TenantSetup> change) {
    tenant.nice().setUp(change.apply(tenant.nice().setup()));
  }

  private static TenantSetup group(TenantSetup setup, boolean active, List<Long> scrubbed) {
    return setup.withDncGroups(
        List.of(new DncGroup(TenantSetup.DNC_GROUP, "Opt-outs", active, List.of(), scrubbed)));
  }

  private static TenantSetup served(TenantSetup setup, List<String> versions) {
    return with(setup, versions, setup.dispositions(), setup.scripts());
  }

  private static TenantSetup withOtherDispositions(TenantSetup setup) {
    var dispositions = List.of(new Disposition(77, "Do not call", true));
    return with(setup, setup.servedVersions(), dispositions, setup.scripts());
  }

  private static TenantSetup withoutOnSignal(TenantSetup setup) {
    var scripts = List.of(new Script(61_001, "main\\switchboard", List.of("BEGIN")));
    return with(setup, setup.servedVersions(), setup.dispositions(), scripts);
  }

  private static TenantSetup with(
      TenantSetup setup,
      List<String> versions,
      List<Disposition> dispositions,
      List<Script> scripts) {
    return new TenantSetup(
        setup.businessUnitName(),
        setup.apiPublishedLimit(),
        versions,
        setup.dncGroups(),
        setup.skills(),
        dispositions,
        setup.tags(),
        setup.pointsOfContact(),
        scripts);
  }

  private String longPrompt() throws IOException {
    var shipped = DefinitionFile.shippedText();
    var text =
        shipped.replaceFirst(
            "https://cdn\\.example\\.com/prompts/[a-z_]*\\.wav",
            "https://cdn.example.com/" + "p".repeat(40_000) + ".wav");
    return Files.writeString(directory.resolve("ivr.yaml"), text).toString();
  }

  private CommandRig.Ran doctor(String... more) {
    rig.write(settings);
    var arguments = new ArrayList<>(List.of("doctor", "--only", "tenant", "-o", "json"));
    arguments.addAll(List.of(more));
    return rig.run(arguments.toArray(String[]::new));
  }

  private static List<JsonNode> failures(CommandRig.Ran ran) throws IOException {
    return StreamSupport.stream(Json.mapper().readTree(ran.out()).spliterator(), false)
        .filter(row -> row.path("result").asText().equals("FAILED"))
        .toList();
  }
}
