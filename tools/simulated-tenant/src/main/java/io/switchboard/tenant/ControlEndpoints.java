package io.switchboard.tenant;

import static io.switchboard.tenant.http.ControlAnswers.done;
import static io.switchboard.tenant.http.ControlAnswers.json;
import static io.switchboard.tenant.http.ControlAnswers.show;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.switchboard.tenant.api.IssuedTokens;
import io.switchboard.tenant.fault.ActiveFaults;
import io.switchboard.tenant.fault.FaultPlan;
import io.switchboard.tenant.http.BadRequestException;
import io.switchboard.tenant.http.TenantJson;
import io.switchboard.tenant.journal.JournalEntry;
import io.switchboard.tenant.traffic.TrafficOptions;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The control endpoints of the tenant, below {@code /tenant}, for tests. They are not counted or
 * journalled and need no token.
 */
final class ControlEndpoints {
  private final SimulatedTenant tenant;
  private final ActiveFaults faults;
  private final IssuedTokens tokens;

  ControlEndpoints(SimulatedTenant tenant, ActiveFaults faults, IssuedTokens tokens) {
    this.tenant = tenant;
    this.faults = faults;
    this.tokens = tokens;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/livez", context -> json(context, Map.of("status", "UP")));
    routes.get("/tenant", context -> json(context, summary()));
    routes.get("/tenant/journal", this::journal);
    routes.delete("/tenant/journal", context -> done(context, () -> tenant.journal().clear()));
    routes.get("/tenant/contacts", show(() -> tenant.memory().contacts()));
    routes.get("/tenant/interactions", show(() -> tenant.memory().interactions()));
    routes.get("/tenant/outbound", show(() -> tenant.outbound().all()));
    routes.get("/tenant/dataactions", show(() -> tenant.memory().dataActions()));
    routes.delete("/tenant/memory", context -> done(context, tenant::forget));
    routes.get("/tenant/rate", show(this::rate));
    routes.delete("/tenant/rate", context -> done(context, () -> tenant.rate().reset()));
    routes.get("/tenant/faults", show(this::faults));
    routes.post(
        "/tenant/faults",
        context ->
            done(
                context, () -> tenant.setFaults(TenantJson.read(context.body(), FaultPlan.class))));
    routes.delete(
        "/tenant/faults", context -> done(context, () -> tenant.setFaults(FaultPlan.NONE)));
    routes.post("/tenant/digits", this::digits);
    routes.post("/tenant/call-end", this::callEnd);
    routes.post(
        "/tenant/frames",
        context -> json(context, Map.of("sockets", tenant.sendFrame(context.body()))));
    routes.get("/tenant/traffic", show(tenant::trafficCounts));
    routes.post("/tenant/traffic", context -> done(context, () -> play(context)));
    routes.delete("/tenant/traffic", context -> done(context, tenant::stopPlaying));
    routes.get(
        "/tenant/traffic/accepted/{kind}",
        context -> json(context, tenant.acceptedIds(context.pathParam("kind"))));
    routes.exception(
        BadRequestException.class,
        (problem, context) -> {
          json(context, Map.of("error", String.valueOf(problem.getMessage())));
          context.status(400);
        });
  }

  private Map<String, Object> summary() {
    var summary = new LinkedHashMap<String, Object>();
    summary.put("requests", tenant.journal().count());
    summary.put("tokensIssued", tokens.issued());
    summary.put("socketsNow", tenant.connectedBridges());
    summary.put("socketsEver", tenant.connectedBridgesEver());
    summary.put("contacts", tenant.memory().contacts().size());
    summary.put("interactions", tenant.memory().interactions().size());
    summary.put("outbound", tenant.outbound().all().size());
    summary.put("rate", rate());
    summary.put("traffic", tenant.trafficCounts());
    return summary;
  }

  private Map<String, Object> rate() {
    return Map.of("lastSecond", tenant.rate().now(), "mostInASecond", tenant.rate().most());
  }

  private Map<String, Object> faults() {
    return Map.of("plan", faults.plan(), "hits", faults.hits());
  }

  private void journal(Context context) {
    var method = context.queryParam("method");
    var path = context.queryParam("path");
    var after = context.queryParamAsClass("after", Long.class).getOrDefault(0L);
    var limit = context.queryParamAsClass("limit", Integer.class).getOrDefault(Integer.MAX_VALUE);
    var last = context.queryParamAsClass("last", Integer.class).getOrDefault(-1);
    List<JournalEntry> wanted =
        tenant.journal().entries().stream()
            .filter(entry -> entry.sequence() > after)
            .filter(
                entry -> method == null || entry.method().equals(method.toUpperCase(Locale.ROOT)))
            .filter(entry -> path == null || entry.path().contains(path))
            .limit(limit)
            .toList();
    if (last < 0) {
      json(context, wanted);
    } else {
      lines(context, wanted.subList(Math.max(0, wanted.size() - last), wanted.size()));
    }
  }

  /** NDJSON; the next ones are those {@code after} the last sequence number. */
  private static void lines(Context context, List<JournalEntry> entries) {
    var text = new StringBuilder();
    entries.forEach(entry -> text.append(TenantJson.write(entry)).append('\n'));
    context.contentType("application/x-ndjson").result(text.toString());
  }

  private void digits(Context context) {
    var wanted = TenantJson.read(context.body(), Digits.class);
    var digits = wanted.digits() == null ? wanted.digit() : wanted.digits();
    if (wanted.callId() == null || digits == null) {
      throw new BadRequestException("callId and digit (or digits) are needed");
    }
    var reached = new ArrayList<Integer>();
    for (var digit : digits.split("")) {
      reached.add(tenant.digit(wanted.callId(), digit, timeOf(wanted)));
    }
    json(context, Map.of("sockets", reached.getLast()));
  }

  private void callEnd(Context context) {
    var wanted = TenantJson.read(context.body(), Digits.class);
    if (wanted.callId() == null) {
      throw new BadRequestException("callId is needed");
    }
    json(context, Map.of("sockets", tenant.callEnd(wanted.callId(), timeOf(wanted))));
  }

  private void play(Context context) {
    var wanted = TenantJson.read(context.body(), Play.class);
    if (wanted.ingress() == null || !(wanted.callsPerSecond() > 0)) {
      throw new BadRequestException("ingress and callsPerSecond are needed");
    }
    tenant.play(
        TrafficOptions.of(wanted.ingress(), wanted.callsPerSecond())
            .withMostCalls(wanted.calls() == null ? Long.MAX_VALUE : wanted.calls())
            .withSeed(wanted.seed() == null ? 1 : wanted.seed())
            .withHeaders(wanted.headers() == null ? Map.of() : wanted.headers()));
  }

  private static Instant timeOf(Digits wanted) {
    return wanted.timestamp() == null ? Instant.now() : Instant.ofEpochMilli(wanted.timestamp());
  }

  /** timestamp: epoch milliseconds, now when absent; digits: several, sent one after the other. */
  private record Digits(
      @Nullable String callId,
      @Nullable String digit,
      @Nullable String digits,
      @Nullable Long timestamp) {}

  /** calls: total number, without end when absent; headers: sent with every webhook. */
  private record Play(
      @Nullable URI ingress,
      double callsPerSecond,
      @Nullable Long calls,
      @Nullable Long seed,
      @Nullable Map<String, String> headers) {}
}
