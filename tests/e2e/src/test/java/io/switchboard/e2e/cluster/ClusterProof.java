package io.switchboard.e2e.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A long proof in legs, each on a cluster of its own. A leg that has held is kept in a file, and is
 * not run again: a proof that was ended continues with the next leg.
 *
 * @param file one line for each outage of the legs that have held, and for each of these legs
 */
record ClusterProof(Path file) {
  private static final String LEG = "LEG ";

  /**
   * One leg that has held: nothing lost, doubled or in another order.
   *
   * @param wrongMenus of the whole leg, fallbacks included
   */
  record Leg(int events, int wrongMenus, List<OutageFigures> outages) {}

  /**
   * @param directory where proofs are kept
   * @param seed a proof of its own for each
   */
  static ClusterProof in(Path directory, long seed) throws IOException {
    Files.createDirectories(directory);
    return new ClusterProof(directory.resolve("cluster-" + seed + ".txt"));
  }

  /** The legs that have held, in their order. */
  List<Leg> legs() throws IOException {
    var legs = new ArrayList<Leg>();
    var outages = new ArrayList<OutageFigures>();
    if (Files.exists(file)) {
      for (var line : Files.readAllLines(file)) {
        if (line.startsWith(LEG)) {
          var numbers = line.substring(LEG.length()).split(" ", -1);
          legs.add(
              new Leg(
                  Integer.parseInt(numbers[0]),
                  Integer.parseInt(numbers[1]),
                  List.copyOf(outages)));
          outages.clear();
        } else {
          outages.add(OutageFigures.parse(line));
        }
      }
    }
    return legs;
  }

  /** Keeps a leg that has held. */
  void held(Leg leg) throws IOException {
    var lines = new ArrayList<>(leg.outages().stream().map(OutageFigures::line).toList());
    lines.add(LEG + leg.events() + " " + leg.wrongMenus());
    Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Of all legs. */
  int wrongMenus() throws IOException {
    return legs().stream().mapToInt(Leg::wrongMenus).sum();
  }

  /** What was proven so far, for people. */
  String summary() throws IOException {
    var legs = legs();
    var outages = legs.stream().flatMap(leg -> leg.outages().stream()).toList();
    return "%d legs, %d outages, %,d events: 0 lost, 0 doubled, 0 in another order; %d wrong menus%n%s"
        .formatted(
            legs.size(),
            outages.size(),
            legs.stream().mapToInt(Leg::events).sum(),
            wrongMenus(),
            OutageFigures.table(outages));
  }
}
