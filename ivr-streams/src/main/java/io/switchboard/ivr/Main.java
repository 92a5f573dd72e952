package io.switchboard.ivr;

import io.switchboard.service.ServiceMain;

/** Runs ivr-streams as a program of its own. */
public final class Main {
  private Main() {}

  /** Settings come from the environment. */
  public static void main(String[] args) {
    ServiceMain.run(IvrService.NAME, IvrService::start);
  }
}
