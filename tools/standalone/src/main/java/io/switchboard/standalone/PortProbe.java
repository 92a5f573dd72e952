package io.switchboard.standalone;

import io.switchboard.embedded.FreePorts;
import java.util.ArrayList;
import java.util.List;

/** Looks whether all ports are free before anything starts, so that nothing starts in vain. */
final class PortProbe {
  private final List<String> taken = new ArrayList<>();

  /** Probes one port. */
  PortProbe need(int port, String what, String setting) {
    if (!FreePorts.isFree(port)) {
      taken.add("port " + port + " for " + what + " is taken; set " + setting);
    }
    return this;
  }

  /** Throws when any was taken, naming them all. */
  void check() {
    if (!taken.isEmpty()) {
      throw new IllegalStateException(
          String.join(System.lineSeparator(), taken)
              + System.lineSeparator()
              + "Or move all ports together: --port-base 20000");
    }
  }
}
