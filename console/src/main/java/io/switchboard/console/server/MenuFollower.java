package io.switchboard.console.server;

import io.switchboard.console.calls.CallersNow;
import io.switchboard.console.menu.ActivatedMenus;
import io.switchboard.console.menu.CallsInMenu;

/** What is followed about the menu: its definitions, who is in it, and the list that shows them. */
public record MenuFollower(ActivatedMenus definitions, CallsInMenu open, CallersNow now) {}
