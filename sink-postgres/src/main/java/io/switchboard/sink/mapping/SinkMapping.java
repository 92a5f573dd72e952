package io.switchboard.sink.mapping;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** All tables of sink.yaml, in the order in which every transaction writes them. */
public record SinkMapping(List<TableMapping> tables) {
  public SinkMapping {
    tables = List.copyOf(tables);
  }

  /** The topics to read, without the deployment's prefix. */
  public Set<String> topics() {
    return tables.stream()
        .map(TableMapping::topic)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
