package io.switchboard.tenant.nice.api;

import io.switchboard.tenant.fault.ActiveFaults;
import io.switchboard.tenant.http.BadRequestException;
import io.switchboard.tenant.http.RefusedException;
import io.switchboard.tenant.http.TenantRequest;
import io.switchboard.tenant.http.TenantResponse;
import io.switchboard.tenant.nice.state.DncLists;
import io.switchboard.tenant.nice.state.DncRecord;
import io.switchboard.tenant.nice.state.TenantSetup;
import io.switchboard.tenant.nice.state.TenantSetup.DncGroup;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** DNC groups: their records, their skills, and the search for a number. */
public final class DncGroupEndpoints {
  private final DncLists lists;
  private final Supplier<TenantSetup> setup;
  private final ActiveFaults faults;
  private final DncWrites writes;

  public DncGroupEndpoints(DncLists lists, Supplier<TenantSetup> setup, ActiveFaults faults) {
    this.lists = lists;
    this.setup = setup;
    this.faults = faults;
    this.writes = new DncWrites(lists, faults);
  }

  /** GET /dnc-groups. */
  public TenantResponse groups(TenantRequest request) {
    var groups = setup.get().dncGroups().stream().map(this::group).toList();
    return groups.isEmpty()
        ? TenantResponse.NO_CONTENT
        : TenantResponse.of(
            200, Map.of("resultSet", Map.of("totalGroups", groups.size(), "dncGroups", groups)));
  }

  /** GET /dnc-groups/{id}. */
  public TenantResponse oneGroup(TenantRequest request) {
    var group = group(find(request));
    return TenantResponse.of(200, Map.of("resultSet", Map.of("dncGroups", List.of(group))));
  }

  /** GET /dnc-groups/{id}/records; 204 when there is none. */
  public TenantResponse records(TenantRequest request) {
    var group = find(request).dncGroupId();
    var page = PageQuery.of(request);
    var records = lists.page(group, page.skip(), page.top());
    if (records.isEmpty()) {
      return TenantResponse.NO_CONTENT;
    }
    var answer = new LinkedHashMap<String, Object>();
    answer.put("totalRecords", lists.size(group));
    answer.put("_links", page.links(request, lists.size(group)));
    answer.put("dncRecords", records.stream().map(DncGroupEndpoints::record).toList());
    return TenantResponse.of(200, Map.of("resultSet", answer));
  }

  /** POST /dnc-groups/{id}/records. */
  public TenantResponse addRecords(TenantRequest request) {
    return writes.add(find(request).dncGroupId(), request);
  }

  /** DELETE /dnc-groups/{id}/records, with a body. */
  public TenantResponse expireRecords(TenantRequest request) {
    return writes.expire(find(request).dncGroupId(), request);
  }

  /** POST /dnc-groups/search?phoneNumber=…, by the lists of some time ago; 204 for no group. */
  public TenantResponse search(TenantRequest request) {
    var number =
        request
            .queryParameter("phoneNumber")
            .map(DncWrites::digits)
            .orElseThrow(() -> new BadRequestException("phoneNumber is missing"));
    var lag = faults.nice().searchLagMs();
    var seen = Instant.now().minusMillis(lag == null ? 0 : lag);
    var results =
        setup.get().dncGroups().stream()
            .flatMap(
                group ->
                    lists
                        .record(group.dncGroupId(), number)
                        .filter(record -> record.activeAt(seen))
                        .map(record -> found(group, record))
                        .stream())
            .toList();
    return results.isEmpty()
        ? TenantResponse.NO_CONTENT
        : TenantResponse.of(200, Map.of("searchResults", results));
  }

  /** GET /dnc-groups/{id}/contributing-skills. */
  public TenantResponse contributingSkills(TenantRequest request) {
    return skills(request, "contributingSkills", DncGroup::contributingSkills);
  }

  /** GET /dnc-groups/{id}/scrubbed-skills. */
  public TenantResponse scrubbedSkills(TenantRequest request) {
    return skills(request, "scrubbedSkills", DncGroup::scrubbedSkills);
  }

  private TenantResponse skills(
      TenantRequest request, String field, Function<DncGroup, List<Long>> ids) {
    var wanted = ids.apply(find(request));
    var skills =
        setup.get().skills().stream()
            .filter(skill -> wanted.contains(skill.skillId()))
            .map(skill -> Map.of("skillId", skill.skillId(), "skillName", skill.skillName()))
            .toList();
    return skills.isEmpty()
        ? TenantResponse.NO_CONTENT
        : TenantResponse.of(200, Map.of("totalRecords", skills.size(), field, skills));
  }

  private DncGroup find(TenantRequest request) {
    var id = request.parameter("groupId");
    return setup.get().dncGroups().stream()
        .filter(group -> Integer.toString(group.dncGroupId()).equals(id))
        .findFirst()
        .orElseThrow(() -> new RefusedException(404, "NotFound", "There is no such DNC group"));
  }

  private Map<String, Object> group(DncGroup group) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("dncGroupId", group.dncGroupId());
    shown.put("dncGroupName", group.dncGroupName());
    shown.put("dncGroupDescription", "");
    shown.put("validRecords", lists.numbers(group.dncGroupId(), Instant.now()).size());
    shown.put("isActive", group.isActive());
    shown.put("isRemoved", false);
    return shown;
  }

  private static Map<String, Object> record(DncRecord record) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("recordId", record.recordId());
    shown.put("createdBy", "switchboard@example.com");
    shown.put("phoneNumber", record.phoneNumber());
    addTimes(shown, record);
    return shown;
  }

  private static Map<String, Object> found(DncGroup group, DncRecord record) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("dncGroupId", group.dncGroupId());
    shown.put("dncGroupName", group.dncGroupName());
    addTimes(shown, record);
    return shown;
  }

  private static void addTimes(Map<String, Object> shown, DncRecord record) {
    shown.put("formattedPhone", DncWrites.formatted(record.phoneNumber()));
    shown.put("expiredDate", record.expires().map(Timestamps::text).orElse(null));
    shown.put("dateCollected", Timestamps.text(record.dateCollected()));
    shown.put("lastUpdateTime", Timestamps.text(record.lastUpdateTime()));
  }
}
