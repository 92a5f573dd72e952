package io.switchboard.cli.dnc.evidence;

import io.switchboard.cli.dnc.DncDatabase.Push;
import io.switchboard.contract.event.dnc.DncDecision;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is known of a number.
 *
 * @param asked the number as it was asked for
 * @param at when it was read
 * @param by who asked
 * @param signer fingerprint of the key that signs it
 * @param histories of each key of the number that has decisions
 */
record Evidence(
    String asked,
    Instant at,
    ZoneId zone,
    String by,
    String signer,
    String region,
    List<History> histories) {

  /**
   * The decisions under one key.
   *
   * @param key E.164, or another key of the log
   * @param registry what is wrong with the registry's state of it; empty for nothing
   * @param pushes all final answers of CXone about it, oldest first
   */
  record History(String key, List<Link> links, Optional<String> registry, List<Push> pushes) {
    List<DncDecision> chain() {
      return links.stream().map(Link::decision).toList();
    }

    DncDecision newest() {
      return links.getLast().decision();
    }

    boolean isVerified() {
      return registry.isEmpty() && links.stream().allMatch(link -> link.fault().isEmpty());
    }
  }

  /**
   * A decision.
   *
   * @param origin the source's own identities by their names, for example {@code call}
   * @param answer of CXone to it
   * @param fault why it does not continue the chain
   */
  record Link(
      DncDecision decision,
      Map<String, String> origin,
      Optional<Push> answer,
      Optional<String> fault) {}

  boolean isVerified() {
    return histories.stream().allMatch(History::isVerified);
  }
}
