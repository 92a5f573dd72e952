package io.switchboard.sink.cxone;

import java.sql.Connection;
import java.sql.SQLException;

/** A way to PostgreSQL. */
@FunctionalInterface
public interface ConnectionSource {
  /** A new connection, to be closed by the caller. */
  Connection connect() throws SQLException;
}
