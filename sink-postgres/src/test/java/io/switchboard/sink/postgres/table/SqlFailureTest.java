package io.switchboard.sink.postgres.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.UnknownHostException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

final class SqlFailureTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "21000", // two keys that the database finds equal
        "22001", // too long
        "22003", // out of range
        "22021", // an invalid character
        "22P02", // not a number
        "22P05", // a character that the encoding lacks
        "23502",
        "23503",
        "23505",
        "23514",
        "44000", // constraints
        "54000",
        "54001", // an index entry that is too large, JSON that is nested too deeply
        "P0001" // raised by a trigger
      })
  void shouldBlameTheRow(String state) {
    assertThat(SqlFailure.isData(new SQLException("x", state))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "08003",
        "08006", // no connection
        "0A000", // cached plan must not change result type
        "25006", // a standby
        "26000",
        "42P05", // a prepared statement of another connection of the pool
        "40001",
        "40P01", // serialization failure, deadlock
        "42501",
        "42703",
        "42P01", // a right, a column or a table that is missing
        "53100",
        "53200",
        "53300", // disk, memory, connections
        "55P03",
        "57014",
        "57P01",
        "57P03", // locked, timed out, stopped, starting
        "58030",
        "XX000",
        "XX001", // I/O, a bug, a damaged page
        "" // none
      })
  void shouldWaitForTheDatabase(String state) {
    assertThat(SqlFailure.isData(new SQLException("x", state))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"08006", "25006", "40P01", "53300", "55P03", "57P01"})
  void shouldFindATemporaryCauseBehindOtherExceptions(String state) {
    var cause = new SQLException("x", state);

    var found = SqlFailure.temporaryCause(new IllegalStateException(new SQLException(cause)));

    assertThat(found).containsSame(cause);
  }

  @ParameterizedTest
  @ValueSource(strings = {"42601", "42P07", "23505"})
  void shouldFindNoTemporaryCauseOfABrokenMigration(String state) {
    var broken = new IllegalStateException(new SQLException("x", state));

    assertThat(SqlFailure.temporaryCause(broken)).isEmpty();
  }

  @Test
  void shouldNotQuoteWhatATriggerWritesAboutARow() {
    var error = new PSQLException(new ServerErrorMessage("CP0001\0Mno contact at +14155550100\0"));

    assertThat(SqlFailure.message(error)).isEqualTo("no contact at ***00");
  }

  @Test
  void shouldNotQuoteAUrlThatNoDriverKnows() {
    var error = new SQLException("No driver for jdbc:x?sslmode=require&password=secret", "08001");

    assertThat(SqlFailure.message(error)).doesNotContain("secret");
  }

  @Test
  void shouldSayHowTheNetworkFailed() {
    var error = new SQLException("x", "08001", new UnknownHostException("db.example"));

    assertThat(SqlFailure.message(error))
        .isEqualTo(
            "PostgreSQL does not answer at the address of DATABASE_URL, UnknownHostException");
  }

  @Test
  void shouldSayWhereANewPasswordIsRead() {
    var error = new SQLException("password authentication failed for user \"app\"", "28P01");

    assertThat(SqlFailure.message(error)).contains("DATABASE_URL_FILE").doesNotContain("app");
  }
}
