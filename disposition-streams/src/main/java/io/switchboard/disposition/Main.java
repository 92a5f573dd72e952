package io.switchboard.disposition;

import io.switchboard.service.ServiceMain;

/** disposition-streams as a process of its own; all settings from the environment. */
public final class Main {
  private Main() {}

  /** Runs until it is told to stop. */
  public static void main(String[] args) {
    ServiceMain.run(DispositionService.NAME, DispositionService::start);
  }
}
