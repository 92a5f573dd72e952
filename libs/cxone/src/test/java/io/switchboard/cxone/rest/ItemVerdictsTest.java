package io.switchboard.cxone.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.switchboard.cxone.http.JsonBodies;
import io.switchboard.cxone.profile.SuccessRule;
import io.switchboard.cxone.rest.CxoneAnswer.ItemVerdict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** D: done, N: not done, ?: unreadable; for 4155550101 and 4155550102. */
class ItemVerdictsTest {
  private static final List<String> NUMBERS = List.of("4155550101", "4155550102");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          both done                        | {"n":0,"r":[{"success":true},{"success":true}]} | DD
          the first failed                 | {"n":1,"r":[{"success":false,"error":"x"},{"success":true}]} | ND
          both failed                      | {"n":2,"r":[{"success":false},{"success":false}]} | NN
          verdicts as texts                | {"n":1,"r":[{"success":"true"},{"success":"false"}]} | DN
          other order, by number           | {"n":1,"r":[{"success":true,"p":"(415) 555-0102"},{"success":false,"p":"(415) 555-0101"}]} | ND
          with the calling code            | {"n":1,"r":[{"success":false,"p":"+1 415 555 0102"},{"success":true,"p":"14155550101"}]} | DN
          only the failed one is named     | {"n":1,"r":[{"success":false,"p":"4155550102"}]} | ?N
          one number twice, contradicting  | {"n":1,"r":[{"success":true,"p":"4155550101"},{"success":false,"p":"4155550101"}]} | N?
          a number that was not sent       | {"n":0,"r":[{"success":true,"p":"4155550109"},{"success":true}]} | ?D
          a verdict missing                | {"n":0,"r":[{"success":true},{}]} | D?
          a verdict of another type        | {"n":0,"r":[{"success":1},{"success":null}]} | ??
          fewer verdicts than elements     | {"n":0,"r":[{"success":true}]} | ??
          more verdicts than elements      | {"n":0,"r":[{"success":true},{"success":true},{"success":true}]} | ??
          an empty list                    | {"n":0,"r":[]} | ??
          no list                          | {"n":0} | ??
          an object for the list           | {"n":0,"r":{"success":true}} | ??
          no count                         | {"r":[{"success":true},{"success":true}]} | ??
          a count as text                  | {"n":"0","r":[{"success":"True"},{"success":"true"}]} | DD
          errors as text                   | {"n":"1","r":[{"success":"true"},{"success":"False"}]} | DN
          errors as text, no failure       | {"n":"1","r":[{"success":true},{"success":true}]} | ??
          a count that is no number        | {"n":"none","r":[{"success":true},{"success":true}]} | ??
          a negative count                 | {"n":-1,"r":[{"success":true},{"success":true}]} | ??
          more errors than failures        | {"n":2,"r":[{"success":false},{"success":true}]} | ??
          as many errors as are not named  | {"n":1,"r":[{"success":true,"p":"4155550102"}]} | ?D
          with an international prefix     | {"n":1,"r":[{"success":true,"p":"0014155550102"},{"success":false,"p":"04155550101"}]} | ND
          errors, but no failed verdict    | {"n":1,"r":[{"success":true},{"success":true}]} | ??
          no errors, but a failed verdict  | {"n":0,"r":[{"success":true},{"success":false}]} | DN
          the shape of the other request   | {"resultSet":{"n":0,"r":[{"success":true},{"success":true}]}} | ??
          no body                          | `` | ??
          """)
  void shouldReadAVerdictForEachElement(String name, String body, String expected) {
    var rule =
        new SuccessRule(
            JsonPointer.compile("/n"),
            new SuccessRule.Items(JsonPointer.compile("/r"), "success", "error", "p"),
            null);

    assertThat(read(body, rule)).as(name).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"n":0}  | DD
          {"n":1}  | ??
          {}       | ??
          """)
  void shouldBelieveACountOfZeroWhereThatIsAllThereIs(String body, String expected) {
    assertThat(read(body, new SuccessRule(JsonPointer.compile("/n"), null, null)))
        .isEqualTo(expected);
  }

  private static String read(String body, SuccessRule rule) {
    var json = JsonBodies.json(body.getBytes(StandardCharsets.UTF_8));
    return ItemVerdicts.read(json, rule, NUMBERS).stream()
        .map(
            verdict ->
                switch (verdict) {
                  case ItemVerdict.Done _ -> "D";
                  case ItemVerdict.NotDone _ -> "N";
                  case ItemVerdict.Unreadable _ -> "?";
                })
        .collect(Collectors.joining());
  }
}
