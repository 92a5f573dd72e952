package io.switchboard.cli.doctor.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import io.switchboard.cli.doctor.Check;
import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.cli.doctor.rules.tenant.lists.ApiVersions;
import io.switchboard.cli.doctor.rules.tenant.lists.BusinessUnit;
import io.switchboard.cli.doctor.rules.tenant.lists.EditPermission;
import io.switchboard.cli.doctor.rules.tenant.lists.GroupState;
import io.switchboard.cli.doctor.rules.tenant.lists.ReadPermissions;
import io.switchboard.cli.doctor.rules.tenant.lists.ReadPermissions.Read;
import io.switchboard.cli.doctor.rules.tenant.lists.SampleRecords;
import io.switchboard.cli.doctor.rules.tenant.lists.ScrubbedSkills;
import io.switchboard.cli.doctor.rules.tenant.lists.WriteTrial;
import io.switchboard.contract.json.JsonBooleans;
import io.switchboard.contract.phone.Mask;
import io.switchboard.contract.phone.PhoneNumber;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The checks 9 to 16: versions, permissions, and the do-not-call group. */
record ListChecks(TenantSession tenant, String region, boolean write) {
  private static final Duration SEARCH_TIMEOUT = Duration.ofSeconds(6);
  private static final Duration SEARCH_INTERVAL = Duration.ofMillis(300);
  private static final String TOKEN = "8";

  /** The calls that are used, with the permission that each needs. */
  private static final Map<String, String> READS =
      Map.of(
          "/skills", "Skills: View",
          "/dispositions", "Dispositions: View",
          "/tags", "Tags: View",
          "/points-of-contact", "Points of Contact: View",
          "/dnc-groups", "DNC Groups: View");

  private static final List<String> USED =
      List.of(
          "GET /contacts/completed",
          "GET /dnc-groups",
          "GET /dnc-groups/{}/records",
          "POST /contacts/{}/tags",
          "POST /dnc-groups/{}/records",
          "DELETE /dnc-groups/{}/records",
          "POST /dnc-groups/search",
          "POST /interactions/{}/signal");

  List<Check> all() {
    return List.of(
        new Check("9", "versions of the API", TOKEN, this::versions),
        new Check("10", "business unit", TOKEN, this::businessUnit),
        new Check("11", "permissions to read", TOKEN, this::reads),
        new Check("12", "permission to edit DNC groups", TOKEN, this::edit),
        new Check("13", "the DNC group", TOKEN, this::group),
        new Check("14", "scrubbed skills", TOKEN, this::scrubbed),
        new Check("15", "numbers of the list", TOKEN, this::sample),
        new Check("16", "add, find and expire a test number", TOKEN, this::trial));
  }

  private Verdict versions() throws InterruptedException {
    var response = tenant.get("/apiversion");
    var newest = new HashMap<String, BigDecimal>();
    for (var entry : response.body().path("apiInfo")) {
      var uri = entry.path("uri").asText("").replaceAll("\\{[^}]*}", "{}");
      var call =
          entry.path("verb").asText("").toUpperCase(Locale.ROOT)
              + " "
              + uri.replaceFirst("^.*/v[0-9.]+(?=/)", "");
      newest.merge(call, decimal(entry.path("version").asText("")), BigDecimal::max);
    }
    var version = Objects.requireNonNullElse(tenant.settings.profile().api().version(), "v0");
    return new ApiVersions(response.reply(), decimal(version), newest, USED).verdict();
  }

  private static BigDecimal decimal(String text) {
    var digits = text.replaceAll("[^0-9.]", "");
    return digits.matches("\\d+(\\.\\d+)?") ? new BigDecimal(digits) : BigDecimal.ZERO;
  }

  private Verdict businessUnit() throws InterruptedException {
    var response = tenant.get("/business-unit");
    var units = response.body().findValue("businessUnits");
    var unit = units == null || units.isEmpty() ? response.body() : units.path(0);
    return new BusinessUnit(
            response.reply(),
            Mask.text(unit.path("businessUnitName").asText("")),
            unit.path("apiPublishedLimit").asText(""))
        .verdict();
  }

  private Verdict reads() throws InterruptedException {
    var reads = new ArrayList<Read>();
    for (var path : READS.keySet().stream().sorted().toList()) {
      reads.add(
          new Read(
              "GET " + path,
              Objects.requireNonNull(READS.get(path)),
              tenant.get(path + "?skip=0&top=1").reply()));
    }
    return new ReadPermissions(reads).verdict();
  }

  private Verdict edit() throws InterruptedException {
    if (groupId().isEmpty()) {
      return new Verdict.Skipped("CXONE_DNC_GROUP is not set, see check 13");
    }
    var nothing = JsonNodeFactory.instance.objectNode();
    nothing.putArray("dncGroupRecords");
    return new EditPermission(tenant.send("POST", records(), nothing).reply()).verdict();
  }

  private Verdict group() throws InterruptedException {
    var groups = new ArrayList<GroupState.Group>();
    var last =
        tenant.list(
            "/dnc-groups",
            "/resultSet/dncGroups",
            group ->
                groups.add(
                    new GroupState.Group(
                        group.path("dncGroupId").asText(),
                        Mask.text(group.path("dncGroupName").asText()),
                        JsonBooleans.read(group.path("isActive"), true),
                        JsonBooleans.read(group.path("isRemoved"), false))));
    return new GroupState(last.reply(), groupId(), groups).verdict();
  }

  private Verdict scrubbed() throws InterruptedException {
    if (groupId().isEmpty()) {
      return new Verdict.Skipped("CXONE_DNC_GROUP is not set, see check 13");
    }
    var response = tenant.get("/dnc-groups/" + groupId() + "/scrubbed-skills");
    var scrubbed = new HashSet<String>();
    response.body().findValues("skillId").forEach(id -> scrubbed.add(id.asText()));
    var outbound = new HashMap<String, String>();
    var _ =
        tenant.list(
            "/skills",
            "/skills",
            skill -> {
              if (JsonBooleans.read(skill.path("isOutbound"), false)
                  && JsonBooleans.read(skill.path("isActive"), true)) {
                outbound.put(
                    skill.path("skillId").asText(), Mask.text(skill.path("skillName").asText()));
              }
            });
    return new ScrubbedSkills(response.reply(), scrubbed, outbound).verdict();
  }

  private Verdict sample() throws InterruptedException {
    if (groupId().isEmpty()) {
      return new Verdict.Skipped("CXONE_DNC_GROUP is not set, see check 13");
    }
    var response = tenant.get(records() + "?skip=0&top=100");
    var sampled = response.body().at("/resultSet/dncRecords");
    var unreadable = 0;
    for (var record : sampled) {
      if (PhoneNumber.parse(record.path("phoneNumber").asText(""), region).isEmpty()) {
        unreadable++;
      }
    }
    return new SampleRecords(response.reply(), sampled.size(), unreadable, region).verdict();
  }

  /** The number is one that libphonenumber reserves for examples; it is never printed. */
  private Verdict trial() throws InterruptedException {
    if (!write) {
      return new Verdict.Skipped("writes: add --write");
    }
    if (groupId().isEmpty()) {
      return new Verdict.Skipped("CXONE_DNC_GROUP is not set, see check 13");
    }
    var library = PhoneNumberUtil.getInstance();
    var example = library.getExampleNumber(region);
    var e164 = library.format(example, PhoneNumberFormat.E164);
    var numbers =
        tenant.settings.values().inRegion(Integer.toString(example.getCountryCode())).numbers();
    var number = JsonNodeFactory.instance.numberNode(Long.parseLong(numbers.digits(e164)));
    var add = tenant.send("POST", records(), recordsBody(number));
    var added = confirms(add.body().at("/resultSet/recordResults"));
    var found = added && isFound(numbers.text(e164));
    var text = JsonNodeFactory.instance.textNode(numbers.text(e164));
    var expire = tenant.send("DELETE", records(), recordsBody(text));
    return new WriteTrial(
            add.reply(), added, found, expire.reply(), confirms(expire.body().at("/recordResults")))
        .verdict();
  }

  private static JsonNode recordsBody(JsonNode number) {
    var body = JsonNodeFactory.instance.objectNode();
    body.putArray("dncGroupRecords").addObject().set("phoneNumber", number);
    return body;
  }

  private static boolean confirms(JsonNode results) {
    return results.size() == 1 && results.path(0).path("success").asBoolean(false);
  }

  private boolean isFound(String number) throws InterruptedException {
    var end = Instant.now().plus(SEARCH_TIMEOUT);
    while (true) {
      var search =
          tenant.send("POST", "/dnc-groups/search?phoneNumber=" + number.replace("+", "%2B"), null);
      for (var result : search.body().path("searchResults")) {
        if (result.path("dncGroupId").asText().equals(groupId())) {
          return true;
        }
      }
      if (Instant.now().isAfter(end)) {
        return false;
      }
      Thread.sleep(SEARCH_INTERVAL);
    }
  }

  private String records() {
    return "/dnc-groups/" + groupId() + "/records";
  }

  private String groupId() {
    return Objects.requireNonNullElse(tenant.settings.values().dncGroupId(), "");
  }
}
