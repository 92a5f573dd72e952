package io.switchboard.cxone.settings;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values of a tenant that a profile's paths and bodies use by name.
 *
 * @param tenant {@code CXONE_TENANT}, as {@code {tenant}}
 * @param dncGroupId {@code CXONE_DNC_GROUP}, as {@code {dncGroupId}}: the id of the do-not-call
 *     group
 * @param skillId {@code CXONE_SKILL}, as {@code {skillId}}: the skill of dispositions
 * @param tags {@code CXONE_TAGS}: tag ids by category; {@code {tagOfCategory}} is the contact's
 * @param dispositions {@code CXONE_DISPOSITIONS}: disposition ids by category; {@code
 *     {dispositionId}} is the contact's. Not empty: dispositions are set instead of tags
 * @param numbers the form of phone numbers
 */
public record TenantValues(
    @Nullable String tenant,
    @Nullable String dncGroupId,
    @Nullable String skillId,
    Map<String, String> tags,
    Map<String, String> dispositions,
    TenantNumbers numbers) {

  /** No values; numbers in their national form. */
  public static TenantValues none() {
    return new TenantValues(
        null,
        null,
        null,
        Map.of(),
        Map.of(),
        new TenantNumbers(TenantNumbers.Form.NATIONAL, TenantNumbers.NORTH_AMERICA));
  }

  /** The same with the calling code of the region in which national numbers are. */
  public TenantValues inRegion(String callingCode) {
    return new TenantValues(
        tenant,
        dncGroupId,
        skillId,
        tags,
        dispositions,
        new TenantNumbers(numbers.form(), callingCode));
  }
}
