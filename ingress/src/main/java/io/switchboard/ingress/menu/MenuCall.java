package io.switchboard.ingress.menu;

import io.switchboard.ingress.menu.profile.Profile;
import org.jspecify.annotations.Nullable;

/**
 * Who waits on the line, and what is known about them.
 *
 * @param number in E.164 where it could be normalised; null when withheld
 */
record MenuCall(MenuQuestion question, @Nullable String number, Profile profile) {

  /** The number as it goes on the log: as sent where it could not be normalised. */
  @Nullable String from() {
    return number == null ? question.from() : number;
  }
}
