package io.switchboard.dnc;

import io.switchboard.service.ServiceMain;

/** Runs dnc-streams as a process. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    ServiceMain.run(DncService.NAME, DncService::start);
  }
}
