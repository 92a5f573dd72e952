package io.switchboard.cli.doctor.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.doctor.Check;
import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.cli.doctor.rules.tenant.operation.CategoryTags;
import io.switchboard.cli.doctor.rules.tenant.operation.CompletedReport;
import io.switchboard.cli.doctor.rules.tenant.operation.RateLimited;
import io.switchboard.cli.doctor.rules.tenant.operation.SignalScripts;
import io.switchboard.cli.doctor.rules.tenant.operation.SignalScripts.OnSignal;
import io.switchboard.cli.doctor.rules.tenant.operation.TenantDispositions;
import io.switchboard.contract.phone.Mask;
import io.switchboard.contract.time.Times;
import io.switchboard.disposition.RulesFile;
import io.switchboard.disposition.severity.DispositionRules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** The checks 17 to 20 and 24: what happens in operation. */
record OperationChecks(TenantSession tenant, DeploymentOptions deployment) {
  private static final String TOKEN = "8";

  List<Check> all() {
    return List.of(
        new Check("17", "dispositions.yaml and the tenant", TOKEN, this::dispositions),
        new Check("18", "tags of categories", TOKEN, this::tags),
        new Check("19", "completed contacts of an hour", TOKEN, this::completed),
        new Check("20", "scripts take signals", TOKEN, this::signals));
  }

  Check rate() {
    return new Check("24", "rate limit", TOKEN, this::rateLimit);
  }

  private Verdict dispositions() throws InterruptedException {
    var names = new HashMap<String, String>();
    var last =
        tenant.list(
            "/dispositions",
            "/dispositions",
            each -> {
              if (each.path("isActive").asBoolean(true)) {
                names.put(
                    each.path("dispositionId").asText(),
                    Mask.text(each.path("dispositionName").asText()));
              }
            });
    var categories = new HashMap<String, String>();
    for (var rule : rules().rules()) {
      rule.codes().forEach(code -> categories.put(code, rule.category()));
    }
    return new TenantDispositions(last.reply(), names, categories).verdict();
  }

  private Verdict tags() throws InterruptedException {
    var values = tenant.settings.values();
    var byDisposition = !values.dispositions().isEmpty();
    var known = new HashSet<String>();
    var last =
        tenant.list(
            byDisposition ? "/dispositions" : "/tags",
            byDisposition ? "/dispositions" : "/tags",
            each -> {
              if (each.path("isActive").asBoolean(true)) {
                known.add(each.path(byDisposition ? "dispositionId" : "tagId").asText());
              }
            });
    var categories = new HashSet<String>();
    rules().rules().forEach(rule -> categories.add(rule.category()));
    return new CategoryTags(
            last.reply(),
            byDisposition ? "CXONE_DISPOSITIONS" : "CXONE_TAGS",
            byDisposition ? values.dispositions() : values.tags(),
            known,
            categories)
        .verdict();
  }

  private DispositionRules rules() {
    return deployment
        .environment()
        .text("DISPOSITIONS_FILE")
        .map(file -> RulesFile.read(Path.of(file)))
        .orElseGet(RulesFile::shipped);
  }

  private Verdict completed() throws InterruptedException {
    var now = Instant.now();
    var response =
        tenant.get(
            "/contacts/completed?startDate=%s&endDate=%s&skip=0&top=100"
                .formatted(Times.format(now.minus(Duration.ofHours(1))), Times.format(now)));
    var contacts = response.body().path("completedContacts");
    var disposed = 0;
    for (var contact : contacts) {
      disposed += contact.path("primaryDispositionId").asLong(0) > 0 ? 1 : 0;
    }
    var environment = deployment.environment();
    return new CompletedReport(
            response.reply(),
            contacts.size(),
            disposed,
            environment.flag("CXONE_POLL_COMPLETED", false))
        .verdict();
  }

  private Verdict signals() throws InterruptedException {
    var scripts = new HashMap<String, OnSignal>();
    var _ =
        tenant.list(
            "/scripts",
            "/scripts",
            script -> scripts.put(script.path("scriptName").asText(), onSignal(script)));
    var points = new ArrayList<SignalScripts.Point>();
    var last =
        tenant.list(
            "/points-of-contact",
            "/pointsOfContact",
            point -> {
              if (point.path("isActive").asBoolean(true)) {
                points.add(point(point, scripts));
              }
            });
    return new SignalScripts(last.reply(), points).verdict();
  }

  /** The name is the description; the address is a phone number and is not shown. */
  private static SignalScripts.Point point(JsonNode point, Map<String, OnSignal> scripts) {
    var script = point.path("scriptName").asText();
    return new SignalScripts.Point(
        Mask.text(point.path("contactDescription").asText()),
        script,
        scripts.getOrDefault(script, OnSignal.UNKNOWN));
  }

  private static OnSignal onSignal(JsonNode script) {
    if (!script.path("actions").isArray()) {
      return OnSignal.UNKNOWN;
    }
    for (var action : script.path("actions")) {
      if (action.asText().equalsIgnoreCase("ONSIGNAL")) {
        return OnSignal.PRESENT;
      }
    }
    return OnSignal.ABSENT;
  }

  private Verdict rateLimit() {
    return new RateLimited(
            tenant.http.requests(), tenant.http.throttled(), tenant.settings.rateLimit())
        .verdict();
  }
}
