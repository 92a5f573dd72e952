package io.switchboard.tenant.nice;

import static io.switchboard.tenant.http.ControlAnswers.done;
import static io.switchboard.tenant.http.ControlAnswers.json;
import static io.switchboard.tenant.http.ControlAnswers.show;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.switchboard.tenant.http.BadRequestException;
import io.switchboard.tenant.http.TenantJson;
import io.switchboard.tenant.nice.state.ReportedContact;
import io.switchboard.tenant.nice.state.TenantSetup;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The control endpoints of the published shape, below {@code /tenant/nice}. They need no token and
 * are not journalled.
 */
public final class NiceControl {
  private static final String ROOT = "/tenant/nice";
  private final NiceTenant tenant;

  public NiceControl(NiceTenant tenant) {
    this.tenant = tenant;
  }

  /** Adds them. */
  public void addTo(RoutesConfig routes) {
    routes.get(ROOT, show(this::summary));
    routes.get(ROOT + "/dnc", show(this::lists));
    routes.get(ROOT + "/tags", show(() -> tenant.contacts().allTags()));
    routes.get(ROOT + "/signals", show(() -> tenant.signals().all()));
    routes.get(ROOT + "/blocked/{number}", this::blocked);
    routes.post(
        ROOT + "/load-lists", context -> done(context, () -> tenant.dnc().load(Instant.now())));
    routes.post(ROOT + "/contacts", context -> done(context, () -> complete(context)));
    routes.post(
        ROOT + "/contacts/{contactId}/disposition",
        context -> done(context, () -> dispose(context)));
    routes.post(ROOT + "/move", context -> json(context, Map.of("api_endpoint", move(context))));
    routes.get(ROOT + "/setup", show(tenant::setup));
    routes.put(
        ROOT + "/setup",
        context ->
            done(context, () -> tenant.setUp(TenantJson.read(context.body(), TenantSetup.class))));
  }

  private Map<String, Object> summary() {
    var summary = new LinkedHashMap<String, Object>();
    summary.put("issuer", tenant.issuer());
    summary.put("api", tenant.api());
    summary.put("dncNumbers", lists().values().stream().mapToInt(List::size).sum());
    summary.put("completedContacts", tenant.contacts().size());
    summary.put("taggedContacts", tenant.contacts().allTags().size());
    summary.put("signalledContacts", tenant.signals().all().size());
    return summary;
  }

  /** The numbers on the list of each group. */
  private Map<Integer, List<String>> lists() {
    var lists = new TreeMap<Integer, List<String>>();
    for (var group : tenant.setup().dncGroups()) {
      lists.put(group.dncGroupId(), tenant.dnc().numbers(group.dncGroupId(), Instant.now()));
    }
    return lists;
  }

  /** Whether a dialer would skip the number: on a list that a skill is scrubbed against. */
  private void blocked(Context context) {
    var number = context.pathParam("number");
    var blocked =
        tenant.setup().dncGroups().stream()
            .filter(group -> group.isActive() && !group.scrubbedSkills().isEmpty())
            .anyMatch(group -> tenant.dnc().blocks(group.dncGroupId(), number, Instant.now()));
    json(context, Map.of("blocked", blocked));
  }

  private void complete(Context context) {
    var wanted = TenantJson.read(context.body(), Completed.class);
    if (wanted.contactId() == null) {
      throw new BadRequestException("contactId is needed");
    }
    var now = Instant.now();
    var from = wanted.number() == null ? "" : wanted.number();
    var visible = now.plus(lag(wanted.lagMs()));
    var contact =
        ReportedContact.inbound(wanted.contactId(), wanted.dispositionId(), from, now, visible);
    tenant.contacts().add(wanted.outbound() ? contact.outboundTo(from) : contact);
  }

  private void dispose(Context context) {
    var wanted = TenantJson.read(context.body(), Completed.class);
    var id = context.pathParamAsClass("contactId", Long.class).get();
    if (wanted.dispositionId() == null
        || !tenant
            .contacts()
            .dispose(id, wanted.dispositionId(), "", Instant.now(), lag(wanted.lagMs()))) {
      throw new BadRequestException("dispositionId of a completed contact is needed");
    }
  }

  private Object move(Context context) {
    var body = context.body();
    return tenant.move(body.isBlank() ? 0 : TenantJson.read(body).path("port").asInt(0));
  }

  private static Duration lag(@Nullable Integer milliseconds) {
    return Duration.ofMillis(milliseconds == null ? 0 : milliseconds);
  }

  /**
   * A contact that has ended.
   *
   * @param number of the caller, or of the called when outbound
   * @param lagMs the report shows it this much later
   */
  private record Completed(
      @Nullable Long contactId,
      @Nullable Long dispositionId,
      @Nullable String number,
      boolean outbound,
      @Nullable Integer lagMs) {}
}
