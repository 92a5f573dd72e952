package io.switchboard.sink.mapping;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The types of columns.
 *
 * <p>Rows are sent as one array per column. Each type names the element type of the array and the
 * SQL expression that converts an element to the column's value.
 */
public enum ColumnType {
  TEXT("text", "text", "%s", true, false, "text", "character varying", "character"),
  /** False sorts before true, here and in SQL. */
  BOOLEAN("boolean", "bool", "%s", true, true, "boolean"),
  INTEGER("integer", "int4", "%s", true, true, "integer", "bigint"),
  BIGINT("bigint", "int8", "%s", true, true, "bigint"),
  /** Sent as text, which keeps all digits. */
  NUMERIC("numeric", "text", "%s::numeric", false, false, "numeric"),
  DOUBLE("double", "float8", "%s", false, false, "double precision"),
  /**
   * Sent as milliseconds since 1970, in whole days and the rest, because intervals are multiplied
   * in floating point; both parts are exact up to the year 9999.
   */
  TIMESTAMPTZ(
      "timestamptz",
      "int8",
      "timestamptz 'epoch' + %1$s / 86400000 * interval '24 hours'"
          + " + %1$s %% 86400000 * interval '1 millisecond'",
      true,
      true,
      "timestamp with time zone"),
  JSONB("jsonb", "text", "%s::jsonb", false, false, "jsonb");

  private final String typeName;
  private final String elementType;
  private final String expression;
  private final boolean identifies;
  private final boolean orders;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of
  private final Set<String> databaseTypes;

  ColumnType(
      String typeName,
      String elementType,
      String expression,
      boolean identifies,
      boolean orders,
      String... databaseTypes) {
    this.typeName = typeName;
    this.elementType = elementType;
    this.expression = expression;
    this.identifies = identifies;
    this.orders = orders;
    this.databaseTypes = Set.of(databaseTypes);
  }

  /** The type of that name in sink.yaml. */
  public static Optional<ColumnType> of(String typeName) {
    return Arrays.stream(values()).filter(type -> type.typeName.equals(typeName)).findFirst();
  }

  /** The name in sink.yaml. */
  public String typeName() {
    return typeName;
  }

  /** PostgreSQL's name for the elements of the array that carries this column. */
  public String elementType() {
    return elementType;
  }

  /** SQL that makes the column's value of an element of that name. */
  public String expression(String element) {
    return expression.formatted(element);
  }

  /** Whether a column of this type can be part of a key. */
  public boolean identifies() {
    return identifies;
  }

  /** Whether a column of this type can order rows, in the same way here and in SQL. */
  public boolean orders() {
    return orders;
  }

  /** Whether a column of this {@code information_schema} type can store it. */
  public boolean fits(String databaseType) {
    return databaseTypes.contains(databaseType);
  }
}
