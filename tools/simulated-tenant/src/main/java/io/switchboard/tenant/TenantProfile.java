package io.switchboard.tenant;

/** The shape of a tenant's APIs; the names are those of {@code CXONE_PROFILE}. */
public enum TenantProfile {
  /** As the tutorials describe them. */
  TUTORIAL,
  /** As NICE publishes them. */
  NICE
}
