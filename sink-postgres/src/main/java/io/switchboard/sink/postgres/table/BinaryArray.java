package io.switchboard.sink.postgres.table;

import io.switchboard.sink.mapping.encoded.EncodedArray;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.postgresql.jdbc.PreferQueryMode;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/** An encoded array as a parameter of a statement; the driver sends its bytes unchanged. */
@SuppressWarnings("serial") // a parameter, never serialised
final class BinaryArray extends PGobject implements PGBinaryObject {
  private final transient EncodedArray array;

  BinaryArray(EncodedArray array) {
    this.array = array;
    setType(array.type());
  }

  /** Whether the driver sends such parameters, by the settings of its URL. */
  static boolean isAcceptedBy(Connection connection) throws SQLException {
    var driver = connection.unwrap(BaseConnection.class);
    return driver.getPreferQueryMode() != PreferQueryMode.SIMPLE
        && driver.binaryTransferSend(Oid.TEXT_ARRAY)
        && driver.binaryTransferSend(Oid.INT8_ARRAY);
  }

  @Override
  public int lengthInBytes() {
    return array.length();
  }

  @Override
  public void toBytes(byte[] bytes, int offset) {
    array.writeTo(bytes, offset);
  }

  @Override
  public void setByteValue(byte[] value, int offset) {
    throw new UnsupportedOperationException("a parameter is not read");
  }

  /** No text: {@link #isAcceptedBy} is asked before. */
  @Override
  public @Nullable String getValue() {
    throw new UnsupportedOperationException("only the binary form exists");
  }
}
