package io.switchboard.cli.output;

/** The formats of results that are rows. */
public enum OutputFormat {
  /** Columns for people. */
  TABLE,
  /** One document: an array of objects. */
  JSON,
  /** An object a line. */
  NDJSON,
  /** A header and a line for each row, safe for spreadsheets. */
  CSV
}
