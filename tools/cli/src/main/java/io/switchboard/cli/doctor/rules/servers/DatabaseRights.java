package io.switchboard.cli.doctor.rules.servers;

import io.switchboard.cli.doctor.rules.Verdict;
import java.util.List;

/**
 * The rights of the login in PostgreSQL.
 *
 * @param readOnly whether the server accepts no writes, for example a standby
 * @param mayCreate whether migrations may create tables in the schema
 * @param missing rights that are missing, for example {@code INSERT on dispositions}
 */
public record DatabaseRights(boolean readOnly, boolean mayCreate, List<String> missing) {

  /** The result. */
  public Verdict verdict() {
    if (readOnly) {
      return new Verdict.Failed(
          "the server is read-only",
          "name the primary in DATABASE_URL, or all hosts with ?targetServerType=primary");
    }
    if (!missing.isEmpty()) {
      return new Verdict.Failed(
          "no " + Verdict.list(missing), "grant these rights, or make the login the tables' owner");
    }
    return mayCreate
        ? Verdict.passed("reads and writes every table, may create tables")
        : new Verdict.Warned(
            "the login may not create tables",
            "grant CREATE on the schema before the next upgrade: the sink migrates at its start");
  }
}
