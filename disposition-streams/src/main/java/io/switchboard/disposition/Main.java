package io.switchboard.disposition;

import io.switchboard.service.ServiceMain;

/** Runs disposition-streams as a process; settings come from the environment. */
public final class Main {
  private Main() {}

  /** Runs until SIGTERM or SIGINT. */
  public static void main(String[] args) {
    ServiceMain.run(DispositionService.NAME, DispositionService::start);
  }
}
