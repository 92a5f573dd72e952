package io.switchboard.tenant;

/** The shape of a tenant's APIs; the names are those of {@code CXONE_PROFILE}. */
@SuppressWarnings("MemberName")
public enum TenantProfile {
  /** As the tutorials describe them. */
  tutorial,
  /** As NICE publishes them. */
  nice
}
