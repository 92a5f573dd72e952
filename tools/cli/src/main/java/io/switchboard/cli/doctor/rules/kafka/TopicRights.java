package io.switchboard.cli.doctor.rules.kafka;

import io.switchboard.cli.doctor.rules.Verdict;
import java.util.List;

/**
 * The rights of this login, by trying: a read of each topic, what the brokers allow it, and with
 * {@code --write} a transaction.
 *
 * @param unreadable topics that cannot be read, each with the reason
 * @param unwritable topics on which the brokers do not allow WRITE to this login
 * @param transaction the failure of a transaction; empty when it was committed or not tried
 * @param written whether a transaction was tried
 */
public record TopicRights(
    List<String> unreadable, List<String> unwritable, String transaction, boolean written) {

  /** The result. */
  public Verdict verdict() {
    if (!unreadable.isEmpty()) {
      return new Verdict.Failed(
          "cannot read " + Verdict.list(unreadable),
          "grant READ and DESCRIBE on the topics with TOPIC_PREFIX to this login");
    }
    if (!unwritable.isEmpty()) {
      return new Verdict.Failed(
          "may not write " + Verdict.list(unwritable),
          "grant WRITE on the topics with TOPIC_PREFIX to this login");
    }
    if (!transaction.isEmpty()) {
      return new Verdict.Failed(
          "a transaction fails: " + transaction,
          "grant WRITE and DESCRIBE on the transactional ids with TOPIC_PREFIX, and check the"
              + " brokers of __transaction_state");
    }
    return Verdict.passed(
        written
            ? "every topic can be read and written, a transaction was committed"
            : "every topic can be read and written (--write tries a transaction)");
  }
}
