package io.switchboard.sink.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.switchboard.sink.mapping.TableMapping.RowRetention;
import io.switchboard.sink.mapping.TableMapping.Tombstone;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads sink.yaml and checks it by its JSON Schema and by {@link MappingRules}. */
public final class MappingFile {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(resource("sink.schema.json"));

  private MappingFile() {}

  /** The mapping that is shipped with this version. */
  public static SinkMapping shipped() {
    return parse(resource("sink.yaml"));
  }

  /**
   * Reads a mapping.
   *
   * @throws IllegalArgumentException naming every problem
   */
  public static SinkMapping parse(String yaml) {
    JsonNode root;
    try {
      root = YAML.readTree(yaml);
    } catch (JsonProcessingException e) {
      var place = e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
      throw new IllegalArgumentException("is not YAML" + place + ": " + e.getOriginalMessage());
    }
    var errors = SCHEMA.validate(root);
    refuse(errors.stream().map(e -> e.getInstanceLocation() + ": " + e.getMessage()).toList());
    var mapping = new SinkMapping(stream(root.path("tables")).map(MappingFile::table).toList());
    refuse(MappingRules.problems(mapping));
    return mapping;
  }

  private static TableMapping table(JsonNode node) {
    var columns = new ArrayList<ColumnMapping>();
    for (var column : node.path("columns").properties()) {
      columns.add(column(column.getKey(), column.getValue()));
    }
    return new TableMapping(
        node.path("table").textValue(),
        node.path("topic").textValue(),
        RowRetention.valueOf(node.path("keep").textValue().toUpperCase(Locale.ROOT)),
        texts(node.path("key")),
        texts(node.path("newer")),
        Tombstone.valueOf(
            node.path("tombstone")
                .asText("dead-letter")
                .replace('-', '_')
                .toUpperCase(Locale.ROOT)),
        text(node, "eventTime"),
        java.util.Set.copyOf(texts(node.path("ignore"))),
        columns);
  }

  private static ColumnMapping column(String name, JsonNode node) {
    return new ColumnMapping(
        name,
        ColumnType.of(node.path("type").asText()).orElseThrow(),
        ColumnSource.parse(node.path("from").asText()),
        node.path("orReceived").asBoolean(),
        node.path("atMostReceived").asBoolean(),
        text(node, "default"));
  }

  private static void refuse(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("is not a valid mapping: " + String.join("; ", problems));
    }
  }

  private static @Nullable String text(JsonNode node, String field) {
    return node.path(field).textValue();
  }

  private static List<String> texts(JsonNode array) {
    return stream(array).map(JsonNode::asText).toList();
  }

  private static java.util.stream.Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static String resource(String name) {
    try (InputStream in = MappingFile.class.getResourceAsStream("/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }
}
