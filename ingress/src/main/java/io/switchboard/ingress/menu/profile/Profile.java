package io.switchboard.ingress.menu.profile;

import io.switchboard.contract.event.ivr.Tier;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a caller.
 *
 * @param menuPromptUrl the caller's own prompt at the root, https; null for none
 */
public record Profile(Tier tier, @Nullable String menuPromptUrl) {

  /** Looked up and not there. */
  static final Profile NONE = new Profile(Tier.NONE, null);

  /** Not looked up, or in vain. */
  public static final Profile STANDARD = new Profile(Tier.STANDARD, null);
}
