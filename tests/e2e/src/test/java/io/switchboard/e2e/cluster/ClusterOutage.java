package io.switchboard.e2e.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What happens to the cluster; the rest of the name is the service of the instance. */
enum ClusterOutage {
  CONTROLLER("active controller killed"),
  BROKER("other broker killed"),
  INGRESS("ingress killed"),
  IVR("ivr-streams killed"),
  DISPOSITION("disposition-streams killed"),
  DNC("dnc-streams killed"),
  SINK("sink-postgres killed"),
  ROLLING_RESTART("all instances restarted");

  private static final List<ClusterOutage> KILLS =
      List.of(values()).subList(0, values().length - 1);

  private final String text;

  ClusterOutage(String text) {
    this.text = text;
  }

  /** For people. */
  String text() {
    return text;
  }

  /** All kinds in turn, in a random order; a rolling restart comes last. */
  static List<ClusterOutage> sequence(int count, Random random) {
    var outages = new ArrayList<ClusterOutage>();
    while (outages.size() < count - 1) {
      var all = new ArrayList<>(KILLS);
      Collections.shuffle(all, random);
      outages.addAll(all);
    }
    var sequence = new ArrayList<>(outages.subList(0, Math.max(0, count - 1)));
    sequence.add(ROLLING_RESTART);
    return sequence;
  }
}
