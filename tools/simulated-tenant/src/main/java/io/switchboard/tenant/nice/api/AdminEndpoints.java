package io.switchboard.tenant.nice.api;

import io.switchboard.tenant.http.TenantRequest;
import io.switchboard.tenant.http.TenantResponse;
import io.switchboard.tenant.nice.state.TenantSetup;
import io.switchboard.tenant.nice.state.TenantSetup.Skill;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What an administrator sees: the business unit, skills, dispositions, tags, scripts. */
public final class AdminEndpoints {
  /** The id of the business unit. */
  static final int BUSINESS_UNIT = 4_595_959;

  private final Supplier<TenantSetup> setup;

  public AdminEndpoints(Supplier<TenantSetup> setup) {
    this.setup = setup;
  }

  /** GET /server-time. */
  public TenantResponse serverTime(TenantRequest request) {
    return TenantResponse.of(200, Map.of("ServerTime", Timestamps.text(Instant.now())));
  }

  /** GET /apiversion?searchUriText=…&amp;verb=…: the newest version of each endpoint. */
  public TenantResponse apiVersion(TenantRequest request) {
    var text = request.queryParameter("searchUriText").orElse("");
    var verb = request.queryParameter("verb").orElse("");
    var newest = setup.get().servedVersions().getLast().substring(1);
    var found =
        NiceRoutes.published().stream()
            .filter(route -> route.path().contains(text))
            .filter(route -> verb.isEmpty() || route.method().name().equalsIgnoreCase(verb))
            .map(
                route ->
                    Map.of(
                        "uri",
                        route.path(),
                        "version",
                        new BigDecimal(newest),
                        "verb",
                        route.method().name()))
            .toList();
    return found.isEmpty()
        ? TenantResponse.NO_CONTENT
        : TenantResponse.of(200, Map.of("apiInfo", found));
  }

  /** GET /business-unit. */
  public TenantResponse businessUnit(TenantRequest request) {
    var unit = new LinkedHashMap<String, Object>();
    unit.put("businessUnitId", BUSINESS_UNIT);
    unit.put("businessUnitName", setup.get().businessUnitName());
    unit.put("defaultTimeZone", "Pacific Standard Time");
    unit.put("apiPublishedLimit", setup.get().apiPublishedLimit());
    unit.put("isActive", true);
    return TenantResponse.of(200, Map.of("businessUnits", List.of(unit)));
  }

  /** GET /skills. */
  public TenantResponse skills(TenantRequest request) {
    return list(request, "skills", setup.get().skills().stream().map(AdminEndpoints::skill));
  }

  /** GET /dispositions. */
  public TenantResponse dispositions(TenantRequest request) {
    return list(request, "dispositions", setup.get().dispositions().stream());
  }

  /** GET /dispositions/classifications. */
  public TenantResponse classifications(TenantRequest request) {
    var classification = new LinkedHashMap<String, Object>();
    classification.put("classificationId", 1);
    classification.put("classificationName", "Positive");
    classification.put("isContactFinal", true);
    return TenantResponse.of(
        200, Map.of("totalRecords", 1, "classificationResults", List.of(classification)));
  }

  /** GET /tags. */
  public TenantResponse tags(TenantRequest request) {
    return list(request, "tags", setup.get().tags().stream());
  }

  /** GET /points-of-contact. */
  public TenantResponse pointsOfContact(TenantRequest request) {
    var points =
        setup.get().pointsOfContact().stream()
            .map(
                point -> {
                  var shown = new LinkedHashMap<String, Object>();
                  shown.put("contactAddress", point.contactAddress());
                  shown.put("contactCode", point.contactCode());
                  shown.put("contactDescription", point.contactDescription());
                  shown.put("isActive", true);
                  shown.put("mediaTypeId", 4);
                  shown.put("mediaTypeName", "Phone");
                  shown.put("scriptName", point.scriptName());
                  return shown;
                });
    return list(request, "pointsOfContact", points);
  }

  /** GET /scripts, with the names of the actions of each. */
  public TenantResponse scripts(TenantRequest request) {
    return list(request, "scripts", setup.get().scripts().stream());
  }

  private static TenantResponse list(TenantRequest request, String field, Stream<?> items) {
    var all = items.toList();
    var page = PageQuery.of(request);
    var shown = all.stream().skip(page.skip()).limit(page.top()).toList();
    if (shown.isEmpty()) {
      return TenantResponse.NO_CONTENT;
    }
    var body = new LinkedHashMap<String, Object>();
    body.put("businessUnitId", BUSINESS_UNIT);
    body.put("totalRecords", all.size());
    body.put("_links", page.links(request, all.size()));
    body.put(field, shown);
    return TenantResponse.of(200, body);
  }

  private static Map<String, Object> skill(Skill skill) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("skillId", skill.skillId());
    shown.put("skillName", skill.skillName());
    shown.put("isActive", skill.isActive());
    shown.put("mediaTypeId", 4);
    shown.put("mediaTypeName", "Phone");
    shown.put("isOutbound", skill.isOutbound());
    shown.put("outboundStrategy", skill.isOutbound() ? "Personal Connection" : "Manual");
    return shown;
  }
}
