package io.switchboard.ivr;

import io.switchboard.service.ServiceMain;

/** Runs ivr-streams as a process. */
public final class Main {
  private Main() {}

  /** Reads the settings from the environment. */
  public static void main(String[] args) {
    ServiceMain.run(IvrService.NAME, IvrService::start);
  }
}
