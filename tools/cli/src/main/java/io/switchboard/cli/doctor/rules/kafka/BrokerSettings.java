package io.switchboard.cli.doctor.rules.kafka;

import io.switchboard.cli.doctor.rules.Verdict;
import java.util.List;

/**
 * The brokers against docs/production.md: number, replication, min.insync, session timeout.
 *
 * @param embedded whether the topics have the profile of a single broker
 * @param brokers in service
 * @param findings of the comparison, each with what it costs
 */
public record BrokerSettings(boolean embedded, int brokers, List<String> findings) {

  /** The result. */
  public Verdict verdict() {
    if (embedded) {
      return Verdict.passed("%d in service; profile embedded: not compared", brokers);
    }
    if (findings.isEmpty()) {
      return Verdict.passed("%d in service, as in docs/production.md", brokers);
    }
    return new Verdict.Failed(
        Verdict.list(findings), "set the brokers as in deploy/kafka/server.properties");
  }
}
