package io.switchboard.cli.doctor.rules.servers;

import io.switchboard.cli.doctor.rules.Verdict;
import java.util.List;

/**
 * The schema against this version.
 *
 * @param pending versions that are not applied
 * @param problems a migration that failed or was changed, an applied one that this version lacks
 * @param mapping differences between sink.yaml and the tables
 * @param current the version of the schema; empty before the first migration
 */
public record DatabaseMigrations(
    List<String> pending, List<String> problems, List<String> mapping, String current) {

  /** The result. */
  public Verdict verdict() {
    if (!problems.isEmpty()) {
      return new Verdict.Failed(
          Verdict.list(problems), "run the version of Switchboard that migrated this database");
    }
    if (!pending.isEmpty()) {
      return new Verdict.Failed(
          "%s, not applied: %s"
              .formatted(
                  current.isEmpty() ? "no schema" : "schema version " + current,
                  Verdict.list(pending)),
          "start sink-postgres of this version: it migrates");
    }
    return mapping.isEmpty()
        ? Verdict.passed("schema version %s, sink.yaml fits the tables", current)
        : new Verdict.Failed(Verdict.list(mapping), "correct SINK_FILE or the tables");
  }
}
