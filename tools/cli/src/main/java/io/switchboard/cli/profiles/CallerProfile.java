package io.switchboard.cli.profiles;

import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.contract.phone.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * The profile of a caller, as the menu webhook uses it.
 *
 * @param prompt https URL of the root prompt; null for the tier's
 */
record CallerProfile(PhoneNumber number, Tier tier, @Nullable String prompt) {}
