package io.switchboard.cli.profiles;

import io.switchboard.contract.event.Tier;
import io.switchboard.contract.phone.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * What the menu webhook is told of a caller.
 *
 * @param prompt https URL that is played at the root instead of the tier's own; null for the tier's
 */
record CallerProfile(PhoneNumber number, Tier tier, @Nullable String prompt) {}
