package io.switchboard.ivr.definition.reading;

import io.switchboard.ivr.definition.DefinitionProblem.Fault;
import io.switchboard.ivr.menu.OpeningHours;
import io.switchboard.ivr.menu.OpeningHours.Period;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads opening hours: zone, times by day of the week, holidays. */
final class HoursReader {
  private static final List<String> DAYS =
      Arrays.stream(DayOfWeek.values())
          .map(day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT))
          .toList();

  private final Diagnostics diagnostics;

  HoursReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  OpeningHours read(YamlMapping node) {
    return new OpeningHours(zone(node), periods(node), holidays(node));
  }

  private ZoneId zone(YamlMapping node) {
    var zone = node.required("zone", "zone: America/New_York").orElse(null);
    if (zone == null) {
      return ZoneOffset.UTC;
    }
    var name = zone instanceof ScalarNode scalar ? scalar.getValue() : "";
    if (ZoneId.getAvailableZoneIds().contains(name)) {
      return ZoneId.of(name);
    }
    diagnostics.add(
        SourcePosition.of(zone),
        Fault.WRONG_VALUE,
        "'" + name + "' is not an IANA time zone",
        SpellingSuggestion.didYouMean(name, ZoneId.getAvailableZoneIds()));
    return ZoneOffset.UTC;
  }

  private List<Period> periods(YamlMapping node) {
    var periods = new ArrayList<Period>();
    var list = node.required("times", "times: [{days: mon-fri, from: \"09:00\", to: \"17:00\"}]");
    if (list.isEmpty()) {
      return periods;
    }
    if (!(list.get() instanceof SequenceNode sequence)) {
      diagnostics.add(
          SourcePosition.of(list.get()),
          Fault.WRONG_VALUE,
          "'times' must be a list",
          "begin it with '- '");
      return periods;
    }
    for (var element : sequence.getValue()) {
      YamlMapping.of(element, node.path() + "/times", "one of 'times'", diagnostics)
          .ifPresent(
              mapping -> {
                mapping.allowOnly(List.of("days", "from", "to"));
                periods.add(
                    new Period(days(mapping), minute(mapping, "from"), minute(mapping, "to")));
              });
    }
    return periods;
  }

  private Set<DayOfWeek> days(YamlMapping mapping) {
    var days = EnumSet.noneOf(DayOfWeek.class);
    mapping.required("days", "days: mon-fri");
    for (var text : mapping.texts("days")) {
      var ends = text.getValue().toLowerCase(Locale.ROOT).split("-", -1);
      var from = DAYS.indexOf(ends[0].strip());
      var to = DAYS.indexOf(ends[ends.length - 1].strip());
      if (from < 0 || to < 0 || ends.length > 2) {
        diagnostics.add(
            SourcePosition.of(text),
            Fault.WRONG_VALUE,
            "'" + text.getValue() + "' is not a day",
            "write mon, tue, wed, thu, fri, sat, sun, or mon-fri");
        continue;
      }
      for (int day = from; ; day = (day + 1) % DAYS.size()) {
        days.add(DayOfWeek.of(day + 1));
        if (day == to) {
          break;
        }
      }
    }
    return days;
  }

  private int minute(YamlMapping mapping, String name) {
    var node = mapping.required(name, name + ": \"09:00\"").orElse(null);
    if (node == null) {
      return 0;
    }
    var text = node instanceof ScalarNode scalar ? scalar.getValue() : "";
    if (text.matches("([01]?\\d|2[0-3]):[0-5]\\d|24:00")) {
      var parts = text.split(":", -1);
      return Integer.parseInt(parts[0]) * 60 + Integer.parseInt(parts[1]);
    }
    diagnostics.add(
        SourcePosition.of(node),
        Fault.WRONG_VALUE,
        "'" + text + "' is not a time of day",
        "write it like \"09:00\" or \"17:30\", in quotes");
    return 0;
  }

  private Set<LocalDate> holidays(YamlMapping node) {
    var holidays = new HashSet<LocalDate>();
    for (var text : node.texts("holidays")) {
      try {
        holidays.add(LocalDate.parse(text.getValue()));
      } catch (DateTimeException _) {
        wrongDate(text);
      }
    }
    return holidays;
  }

  private void wrongDate(Node text) {
    diagnostics.add(
        SourcePosition.of(text),
        Fault.WRONG_VALUE,
        "this is not a date",
        "write it like 2026-12-25");
  }
}
