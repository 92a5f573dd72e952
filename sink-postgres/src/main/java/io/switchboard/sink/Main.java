package io.switchboard.sink;

import io.switchboard.service.ServiceMain;

/** Runs the sink as a process of its own. */
public final class Main {
  private Main() {}

  /** Settings come from the environment; there are no arguments. */
  public static void main(String[] arguments) {
    ServiceMain.run(SinkService.NAME, SinkService::start);
  }
}
