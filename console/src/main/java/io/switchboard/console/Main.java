package io.switchboard.console;

import io.switchboard.service.ServiceMain;

/** Runs the console alone, as its container does. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    ServiceMain.run(ConsoleService.NAME, ConsoleService::start);
  }
}
