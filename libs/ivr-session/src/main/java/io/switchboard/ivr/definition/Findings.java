package io.switchboard.ivr.definition;

import io.switchboard.ivr.definition.Problem.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What reading a file finds: its problems, and where everything stands in it. */
final class Findings {
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Place> places = new HashMap<>();

  void add(Place place, Fault fault, String message, @Nullable String suggestion) {
    problems.add(new Problem(place.line(), place.column(), fault, message, suggestion));
  }

  void remember(String path, Place place) {
    places.putIfAbsent(path, place);
  }

  /** Where a path like {@code nodes/main_menu/choices/1} stands, or the nearest thing around it. */
  Place place(String path) {
    for (var at = path; !at.isEmpty(); at = at.substring(0, Math.max(0, at.lastIndexOf('/')))) {
      var place = places.get(at);
      if (place != null) {
        return place;
      }
    }
    return new Place(1, 1);
  }

  List<Problem> problems() {
    return problems.stream().distinct().sorted().toList();
  }
}
