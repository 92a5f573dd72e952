package io.switchboard.console.server;

import io.switchboard.console.calls.CallersNow;
import io.switchboard.console.menu.MenuDefinitions;
import io.switchboard.console.menu.OpenCalls;

/** What is followed about the menu: its definitions, who is in it, and the list that shows them. */
public record MenuFollower(MenuDefinitions definitions, OpenCalls open, CallersNow now) {}
