package io.switchboard.ivr.definition.reading;

import io.switchboard.ivr.definition.DefinitionProblem;
import io.switchboard.ivr.definition.DefinitionProblem.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the problems of a file, and the positions of its nodes. */
public final class Diagnostics {
  private final List<DefinitionProblem> problems = new ArrayList<>();
  private final Map<String, SourcePosition> positions = new HashMap<>();

  public void add(
      SourcePosition position, Fault fault, String message, @Nullable String suggestion) {
    problems.add(
        new DefinitionProblem(position.line(), position.column(), fault, message, suggestion));
  }

  void remember(String path, SourcePosition position) {
    positions.putIfAbsent(path, position);
  }

  /** The position of a path like {@code nodes/main_menu/choices/1}, or of its nearest parent. */
  public SourcePosition position(String path) {
    for (var at = path; !at.isEmpty(); at = at.substring(0, Math.max(0, at.lastIndexOf('/')))) {
      var position = positions.get(at);
      if (position != null) {
        return position;
      }
    }
    return new SourcePosition(1, 1);
  }

  public List<DefinitionProblem> problems() {
    return problems.stream().distinct().sorted().toList();
  }
}
