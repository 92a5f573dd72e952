package io.switchboard.ivr.definition.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.ivr.Outcome;
import io.switchboard.ivr.RandomCalls;
import io.switchboard.ivr.definition.CheckedDefinition;
import io.switchboard.ivr.definition.DefinitionDifference;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.ivr.definition.drawing.MenuTraffic.Route;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

final class DrawingTest {
  private final CheckedDefinition shipped = DefinitionFile.shipped();

  @Test
  void shouldDrawTheShippedMenuInMermaid() {
    assertThat(MermaidDrawing.of(shipped.definition()))
        .isEqualTo(
            """
            flowchart TD
              n0["main_menu"]
              n1["department"]
              n2["confirm"]
              anywhere{{"at any node"}}
              n4(["hangup"])
              n5(["complete"])
              n6(["transfer"])
              n0 -- "1, 2, 3" --> n1
              n0 -. "silence, wrong key ×10" .-> n4
              n1 -- "A, B" --> n2
              n1 -. "silence, wrong key ×10" .-> n4
              n2 -- "1" --> n5
              n2 -. "silence, wrong key ×10" .-> n4
              anywhere -- "0" --> n6
              anywhere -- "#35;" --> n4
              anywhere -. "max steps" .-> n4
            """);
  }

  @Test
  void shouldDrawWellFormedSvg() throws Exception {
    var svg = SvgDrawing.of(shipped.definition());

    var document = parse(svg);
    assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(4);
    assertThat(document.getElementsByTagName("path").getLength()).isEqualTo(2 + 1);
  }

  @Test
  void shouldShowHoursAndRecordingsAndCutNoWord() throws Exception {
    var menu =
        DefinitionFile.trusted(
                """
                version: 1
                name: long
                root: opening_hours_of_the_branch
                nodes:
                  opening_hours_of_the_branch:
                    type: hours
                    zone: America/Argentina/ComodRivadavia
                    times:
                      - {days: [mon, tue, fri], from: "09:00", to: "17:30"}
                    holidays: [2026-12-25]
                    open: main_menu_for_customers_of_the_branch
                    closed: hangup
                  main_menu_for_customers_of_the_branch:
                    type: menu
                    prompts: {default: "https://cdn.example.com/p/main.wav", gold: "https://cdn.example.com/p/gold.wav"}
                    choices:
                      "1": complete
                """)
            .definition();

    var svg = parse(SvgDrawing.of(menu));

    assertThat(texts(svg, "info"))
        .contains(
            "open MON TUE FRI 09:00-17:30",
            "holidays: 1, the first 2026-12-25",
            "plays main.wav and 1 by tier");
    assertThat(texts(svg, "to")).contains("→ main_menu_for_customers_of_the_branch");
    assertThat(Integer.parseInt(svg.getDocumentElement().getAttribute("height"))).isPositive();
  }

  @Test
  void shouldDrawForAPageThatAllowsNoStyleOfItsOwn() throws Exception {
    var svg = SvgDrawing.inline(shipped.definition(), MenuTraffic.NONE);

    assertThat(parse(svg).getElementsByTagName("style").getLength()).isZero();
    assertThat(svg).doesNotContain("style=");
  }

  @Test
  void shouldDrawTheCallsOfAWindow() throws Exception {
    var traffic =
        MenuTraffic.of(
            List.of(
                new Route(List.of("main_menu", "department", "confirm"), Outcome.COMPLETED, 90),
                new Route(List.of("main_menu", "department"), Outcome.HUNG_UP, 10)));

    var svg = parse(SvgDrawing.inline(shipped.definition(), traffic));

    assertThat(texts(svg, "visits"))
        .containsExactlyInAnyOrder("100 calls, 100 %", "100 calls, 100 %", "90 calls, 90 %");
    assertThat(texts(svg, "dropped")).containsExactly("10 % left here");
    assertThat(texts(svg, "share")).containsExactlyInAnyOrder("100 %", "90 %");
  }

  private static List<String> texts(Document svg, String kind) {
    var all = svg.getElementsByTagName("text");
    return IntStream.range(0, all.getLength())
        .mapToObj(all::item)
        .filter(it -> it.getAttributes().getNamedItem("class").getNodeValue().equals(kind))
        .map(org.w3c.dom.Node::getTextContent)
        .toList();
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  @Test
  void shouldTellADifferenceInPlainWords() {
    var changed =
        DefinitionFile.trusted(
            DefinitionFile.shippedText()
                .replace("\"3\": department", "\"3\": {transfer: sales}")
                .replace("firstDigitSeconds: 10", "firstDigitSeconds: 8"));

    assertThat(DefinitionDifference.between(shipped.definition(), changed.definition()))
        .containsExactly(
            "At 'main_menu', '3' now leads to transfer sales (before: department).",
            "At 'main_menu', the time to the first key in seconds is now 8 (before: 10).",
            "At 'department', the time to the first key in seconds is now 8 (before: 10).",
            "At 'confirm', the time to the first key in seconds is now 8 (before: 10).");
    assertThat(DefinitionDifference.between(shipped.definition(), shipped.definition())).isEmpty();
  }

  @Test
  void shouldTellCountsAndOpeningHoursInPlainWords() {
    var before = DefinitionFile.trusted(RandomCalls.LOOPS).definition();
    var after =
        DefinitionFile.trusted(
                RandomCalls.LOOPS
                    .replace("noInput: {max: 2", "noInput: {max: 3")
                    .replace("max: 4\n", "max: 3\n")
                    .replace("to: \"05:02\"", "to: \"17:30\""))
            .definition();

    assertThat(DefinitionDifference.between(before, after))
        .contains(
            "At 'main', 'silence' now leads to hangup after 3 (before: hangup after 2).",
            "At 'pin', the maximum of digits is now 3 (before: 4).",
            "At 'open', the list of opening times is now MON TUE WED THU FRI SAT SUN 05:00-17:30"
                + " (before: MON TUE WED THU FRI SAT SUN 05:00-05:02).")
        .noneMatch(sentence -> sentence.contains("nowhere"));
  }
}
