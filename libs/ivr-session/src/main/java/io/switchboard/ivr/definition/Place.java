package io.switchboard.ivr.definition;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** Line and column in a file, from 1. */
record Place(int line, int column) {
  static Place of(Node node) {
    return of(node.getStartMark());
  }

  static Place of(Mark mark) {
    return new Place(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
