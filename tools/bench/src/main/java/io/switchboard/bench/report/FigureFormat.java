package io.switchboard.bench.report;

import java.util.Locale;

/** Formats figures for reports: three significant digits and thousands separators. */
final class FigureFormat {
  private FigureFormat() {}

  static String text(double value) {
    var size = Math.abs(value);
    if (Double.isNaN(value)) {
      return "none";
    }
    if (size == 0) {
      return "0";
    }
    var format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }

  static String withUnit(double value, String unit) {
    return unit.startsWith("/") ? text(value) + unit : text(value) + " " + unit;
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", share * 100);
  }

  static String change(double share) {
    return String.format(Locale.ROOT, "%+.0f %%", share * 100);
  }
}
