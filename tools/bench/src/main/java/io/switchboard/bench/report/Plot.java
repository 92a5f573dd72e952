package io.switchboard.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A curve as SVG: powers of ten or the points' own places along the bottom, zero at the left edge's
 * foot, so that a flat line looks flat.
 */
public final class Plot {
  private static final int WIDTH = 560;
  private static final int HEIGHT = 300;
  private static final int LEFT = 70;
  private static final int RIGHT = 36;
  private static final int TOP = 40;
  private static final int BOTTOM = 50;
  private static final int LINES = 4;

  private final Curve curve;
  private final double leastX;
  private final double mostX;
  private final double mostY;

  private Plot(Curve curve) {
    this.curve = curve;
    leastX = curve.points().stream().mapToDouble(Curve.Point::x).min().orElseThrow();
    mostX = curve.points().stream().mapToDouble(Curve.Point::x).max().orElseThrow();
    mostY = round(curve.points().stream().mapToDouble(Curve.Point::y).max().orElseThrow());
  }

  /** The whole file. */
  public static String svg(Curve curve) {
    return new Plot(curve).draw();
  }

  /** A name for its file: letters, digits and dashes. */
  public static String fileName(Curve curve) {
    return (curve.name() + "-by-" + curve.along())
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "")
        + ".svg";
  }

  /** The next of 1, 2, 5, 10, … that is not smaller. */
  private static double round(double value) {
    var power = Math.pow(10, Math.floor(Math.log10(Math.max(value, 1e-9))));
    return List.of(1.0, 2.0, 5.0, 10.0).stream()
        .map(step -> step * power)
        .filter(step -> step >= value)
        .findFirst()
        .orElse(value);
  }

  private double x(double value) {
    var share = mostX == leastX ? 0.5 : Math.log(value / leastX) / Math.log(mostX / leastX);
    return LEFT + share * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - value / mostY * (HEIGHT - TOP - BOTTOM);
  }

  private String draw() {
    var line =
        curve.points().stream()
            .map(point -> text("%.1f,%.1f", x(point.x()), y(point.y())))
            .collect(Collectors.joining(" "));
    return text(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\" role=\"img\">%n",
            WIDTH, HEIGHT)
        + text("<title>%s by %s</title>%n", escaped(curve.name()), escaped(curve.along()))
        + text("<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>%n", WIDTH, HEIGHT)
        + text("<text x=\"%d\" y=\"22\" font-size=\"14\">%s</text>%n", LEFT, escaped(curve.name()))
        + IntStream.rangeClosed(0, LINES)
            .mapToObj(i -> across(mostY * i / LINES))
            .collect(Collectors.joining())
        + curve.points().stream().map(this::place).collect(Collectors.joining())
        + text("<polyline points=\"%s\" fill=\"none\" stroke=\"#06c\" stroke-width=\"2\"/>%n", line)
        + text(
            "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>%n</svg>%n",
            (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, escaped(curve.along()));
  }

  private String across(double value) {
    return text(
        "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n",
        LEFT, WIDTH - RIGHT, y(value), y(value), LEFT - 8, y(value) + 4, Numbers.text(value));
  }

  private String place(Curve.Point point) {
    return text(
        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"#06c\"/><text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
        x(point.x()), y(point.y()), x(point.x()), HEIGHT - BOTTOM + 18, text("%,.0f", point.x()));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
