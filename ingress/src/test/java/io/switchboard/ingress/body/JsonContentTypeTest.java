package io.switchboard.ingress.body;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonContentTypeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON",
        " application/json ",
        "application/json;",
        "application/json; charset=utf-8",
        "application/json;charset=UTF8",
        "application/json; charset=utf8",
        "application/json ; Charset = \"UTF-8\"",
        "application/json; charset='utf-8'",
        "application/json; charset=us-ascii",
        "application/json; charset=ASCII",
        "application/json; charset=",
        "application/json; charset",
        "application/json; charset=json",
        "application/json; charset=not/a name",
        "application/json; version=2; charset=utf-8",
        "application/json; profile=\"charset=utf-16\""
      })
  void shouldAcceptJsonThatNamesNoOtherEncoding(String contentType) {
    assertThat(JsonContentType.accepts(contentType)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text/plain",
        "text/json",
        "application/jsonp",
        "application/x-www-form-urlencoded",
        "application/json; charset=iso-8859-1",
        "application/json; charset=latin1",
        "application/json; charset=utf-16",
        "application/json; charset=\"UTF-16LE\"",
        "application/json;CHARSET=windows-1252",
        "application/json; charset=utf-8; charset=utf-16"
      })
  void shouldRefuseOtherTypesAndEncodings(String contentType) {
    assertThat(JsonContentType.accepts(contentType)).isFalse();
  }

  @Test
  void shouldRefuseABodyWithoutAType() {
    assertThat(JsonContentType.accepts(null)).isFalse();
  }
}
