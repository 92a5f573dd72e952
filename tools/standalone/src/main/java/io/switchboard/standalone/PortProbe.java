package io.switchboard.standalone;

import io.switchboard.embedded.FreePorts;
import java.util.ArrayList;
import java.util.List;

/** Checks that all ports are free before anything starts. */
final class PortProbe {
  private final List<String> taken = new ArrayList<>();

  /** Checks one port. */
  PortProbe need(int port, String what, String setting) {
    if (!FreePorts.isFree(port)) {
      taken.add("port " + port + " for " + what + " is taken; set " + setting);
    }
    return this;
  }

  /** Throws when a port was taken; the message names all of them. */
  void check() {
    if (!taken.isEmpty()) {
      throw new IllegalStateException(
          String.join(System.lineSeparator(), taken)
              + System.lineSeparator()
              + "Or move all ports together: --port-base 20000");
    }
  }
}
