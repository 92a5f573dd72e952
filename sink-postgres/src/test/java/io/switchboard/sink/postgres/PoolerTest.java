package io.switchboard.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.sink.postgres.schema.Database;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** A pooler may give each transaction to another session of the server. */
class PoolerTest {
  private final int server = EmbeddedDatabase.shared().port();

  @Test
  void shouldPrepareNoStatementByNameThroughAPooler() throws Exception {
    try (var proxy = new TcpProxy(server)) {
      proxy.giveOwnProcessIds();

      assertThat(prepareThreshold(proxy.port())).isZero();
    }
  }

  @Test
  void shouldPrepareStatementsByNameWithoutAPooler() throws SQLException, IOException {
    try (var proxy = new TcpProxy(server)) {
      assertThat(prepareThreshold(proxy.port())).isPositive();
    }
  }

  private int prepareThreshold(int port) throws SQLException {
    var url =
        EmbeddedDatabase.shared()
            .database("pooled_" + Long.toString(System.nanoTime(), 36))
            .replace(":" + server + "/", ":" + port + "/");
    try (var connection = new Database(DatabaseSettings.parse(url), "test").connect()) {
      return connection.unwrap(PGConnection.class).getPrepareThreshold();
    }
  }
}
