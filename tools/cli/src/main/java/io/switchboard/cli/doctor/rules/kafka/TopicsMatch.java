package io.switchboard.cli.doctor.rules.kafka;

import io.switchboard.cli.doctor.rules.Verdict;
import java.util.List;
import java.util.stream.Stream;

/**
 * The topics against topics.yaml.
 *
 * @param profile of topics.yaml
 * @param refused topics that apply cannot change, each with the reason
 * @param changes what {@code topics apply} would do, one text for each step
 * @param matching number of topics that match
 */
public record TopicsMatch(
    String profile, List<String> refused, List<String> changes, long matching) {

  /** The result. */
  public Verdict verdict() {
    if (!refused.isEmpty()) {
      return new Verdict.Failed(
          Verdict.list(Stream.concat(refused.stream(), changes.stream()).toList()),
          ("see `switchboard topics plan --profile %s`; copy a topic with other partitions with"
                  + " `switchboard replay`")
              .formatted(profile));
    }
    if (!changes.isEmpty()) {
      return new Verdict.Failed(
          Verdict.list(changes), "run `switchboard topics apply --profile %s`".formatted(profile));
    }
    return Verdict.passed("all %d topics match, profile %s", matching, profile);
  }
}
