package io.switchboard.tenant.fault;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the published APIs spell the text of an error. */
public enum ErrorSpelling {
  @JsonProperty("errorDescription")
  ERROR_DESCRIPTION("errorDescription"),
  @JsonProperty("error_Description")
  ERROR_UPPER_DESCRIPTION("error_Description"),
  @JsonProperty("error_description")
  ERROR_LOWER_DESCRIPTION("error_description"),
  @JsonProperty("message")
  MESSAGE("message"),
  /** No body: the text stands only in the header {@code icStatusDescription}. */
  @JsonProperty("header")
  HEADER("");

  private final String field;

  ErrorSpelling(String field) {
    this.field = field;
  }

  /** The field of the body; empty when there is no body. */
  public String field() {
    return field;
  }
}
