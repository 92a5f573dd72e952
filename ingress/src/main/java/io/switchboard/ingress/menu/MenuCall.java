package io.switchboard.ingress.menu;

import io.switchboard.ingress.menu.profile.Profile;

/** Who waits on the line, and what is known about them. */
record MenuCall(MenuQuestion question, CallerNumber caller, Profile profile) {}
