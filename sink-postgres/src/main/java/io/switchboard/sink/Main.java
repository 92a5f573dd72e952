package io.switchboard.sink;

import io.switchboard.service.ServiceMain;

/** Runs sink-postgres as a process. */
public final class Main {
  private Main() {}

  /** Reads the settings from the environment; there are no arguments. */
  public static void main(String[] arguments) {
    ServiceMain.run(SinkService.NAME, SinkService::start);
  }
}
