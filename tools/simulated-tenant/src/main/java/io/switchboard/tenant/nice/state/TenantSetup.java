package io.switchboard.tenant.nice.state;

import java.util.List;

/**
 * What an administrator has configured in the tenant.
 *
 * @param apiPublishedLimit of the business unit; its meaning is not documented
 * @param servedVersions API versions that exist, for example {@code v30.0}
 */
public record TenantSetup(
    String businessUnitName,
    int apiPublishedLimit,
    List<String> servedVersions,
    List<DncGroup> dncGroups,
    List<Skill> skills,
    List<Disposition> dispositions,
    List<Tag> tags,
    List<PointOfContact> pointsOfContact,
    List<Script> scripts) {
  /** The skill of inbound calls. */
  public static final long INBOUND_SKILL = 8_801;

  /** The skill that dials. */
  public static final long OUTBOUND_SKILL = 8_802;

  /** The group for opt-outs. */
  public static final int DNC_GROUP = 7_001;

  /**
   * A DNC group.
   *
   * @param scrubbedSkills skills that obey the list; without one the list stops no call
   */
  public record DncGroup(
      int dncGroupId,
      String dncGroupName,
      boolean isActive,
      List<Long> contributingSkills,
      List<Long> scrubbedSkills) {}

  /** A skill. */
  public record Skill(long skillId, String skillName, boolean isOutbound, boolean isActive) {}

  /** A disposition that agents can choose. */
  public record Disposition(long dispositionId, String dispositionName, boolean isActive) {}

  /** A tag of contacts. */
  public record Tag(long tagId, String tagName, boolean isActive) {}

  /** A telephone number that callers dial, and its script. */
  public record PointOfContact(
      String contactAddress, long contactCode, String contactDescription, String scriptName) {}

  /** A Studio script; it receives signals only with an ONSIGNAL action. */
  public record Script(long scriptId, String scriptName, List<String> actions) {}

  /** A tenant in which everything is configured for this product. */
  public static TenantSetup complete() {
    return new TenantSetup(
        "Simulated Contact Centre",
        0,
        List.of("v27.0", "v28.0", "v29.0", "v30.0", "v31.0", "v32.0", "v33.0"),
        List.of(
            new DncGroup(
                DNC_GROUP, "Opt-outs", true, List.of(OUTBOUND_SKILL), List.of(OUTBOUND_SKILL))),
        List.of(
            new Skill(INBOUND_SKILL, "Service", false, true),
            new Skill(OUTBOUND_SKILL, "Campaign", true, true)),
        shippedDispositions(),
        List.of(
            new Tag(501, "do_not_call", true),
            new Tag(502, "qualified_lead", true),
            new Tag(503, "callback_later", true),
            new Tag(504, "wrong_number", true),
            new Tag(505, "unclassified", true)),
        List.of(new PointOfContact("8005550100", 31_001, "Service line", "main\\switchboard")),
        List.of(
            new Script(
                61_001,
                "main\\switchboard",
                List.of("BEGIN", "ONSIGNAL", "REST API", "ONRELEASE"))));
  }

  /** With other DNC groups. */
  public TenantSetup withDncGroups(List<DncGroup> groups) {
    return new TenantSetup(
        businessUnitName,
        apiPublishedLimit,
        servedVersions,
        groups,
        skills,
        dispositions,
        tags,
        pointsOfContact,
        scripts);
  }

  /** The codes of the dispositions file that is shipped, as ids. */
  private static List<Disposition> shippedDispositions() {
    return List.of(
        new Disposition(1001, "Do not call", true),
        new Disposition(1002, "Remove from list", true),
        new Disposition(1003, "Complaint", true),
        new Disposition(2001, "Call back later", true),
        new Disposition(2002, "Call back at time", true),
        new Disposition(3001, "Interested", true),
        new Disposition(3002, "Appointment", true),
        new Disposition(3003, "Sale", true),
        new Disposition(4001, "Wrong number", true));
  }
}
