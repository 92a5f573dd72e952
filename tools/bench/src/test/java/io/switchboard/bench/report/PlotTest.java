package io.switchboard.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

final class PlotTest {
  private static final Curve CURVE =
      new Curve(
          "microseconds for a <digit> & more",
          "calls",
          List.of(
              new Curve.Point(1_000, 40), new Curve.Point(10_000, 50), new Curve.Point(1e6, 70)));

  @Test
  void shouldDrawEachPointInsideTheFrame() throws Exception {
    var svg = parsed(Plot.svg(CURVE));

    var points = svg.getElementsByTagName("circle");
    assertThat(points.getLength()).isEqualTo(3);
    var places =
        IntStream.range(0, 3)
            .mapToObj(points::item)
            .map(Element.class::cast)
            .map(circle -> List.of(number(circle, "cx"), number(circle, "cy")))
            .toList();
    assertThat(places)
        .allSatisfy(
            place -> {
              assertThat(place.getFirst()).isBetween(0.0, 560.0);
              assertThat(place.getLast()).isBetween(0.0, 300.0);
            });
    // what is written under the last one, nine characters around its middle, has room
    assertThat(places.getLast().getFirst()).isLessThanOrEqualTo(560 - 32.0);
    // a power of ten is as far from the next as that from the one behind it: a third of the way
    assertThat(places.get(1).getFirst() - places.get(0).getFirst())
        .isEqualTo((places.get(2).getFirst() - places.get(0).getFirst()) / 3, within());
    // more is higher up
    assertThat(places.get(2).getLast()).isLessThan(places.get(0).getLast());
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("microseconds for a <digit> & more by calls");
  }

  @Test
  void shouldDrawASinglePoint() throws Exception {
    var svg = parsed(Plot.svg(new Curve("one", "calls", List.of(new Curve.Point(3, 7)))));

    assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(1);
  }

  @Test
  void shouldNameItsFile() {
    assertThat(Plot.fileName(CURVE)).isEqualTo("microseconds-for-a-digit-more-by-calls.svg");
  }

  private static Offset<Double> within() {
    return Offset.offset(0.2);
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  private static Element parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)))
        .getDocumentElement();
  }
}
