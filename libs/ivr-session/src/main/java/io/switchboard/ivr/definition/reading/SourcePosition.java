package io.switchboard.ivr.definition.reading;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** Line and column in a file, from 1. */
public record SourcePosition(int line, int column) {
  public static SourcePosition of(Node node) {
    return of(node.getStartMark());
  }

  public static SourcePosition of(Mark mark) {
    return new SourcePosition(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
