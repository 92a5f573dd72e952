package io.switchboard.replay.filter;

import io.switchboard.replay.filter.Expression.Relation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Which records are wanted, in the language that all commands understand as {@code --where}.
 *
 * <pre>{@code severity = 'critical' and not (key prefix '+44') and time >= -15m}</pre>
 *
 * <p>A comparison with something that a record does not have is false; {@code !=} is always the
 * opposite of {@code =}. Immutable, for any number of threads.
 */
public final class Filter implements Predicate<ConsumerRecord<byte[], byte[]>> {
  private final String text;
  private final Expression expression;
  private final List<Property.Path> named;
  private final JsonPaths paths;

  private Filter(String text, Expression expression, List<Property.Path> named) {
    this.text = text;
    this.expression = expression;
    this.named = named;
    this.paths = new JsonPaths(named);
  }

  /**
   * Parses a filter.
   *
   * @param now the base of {@code -15m}
   * @throws FilterSyntaxException with the position of the error
   */
  public static Filter parse(String text, Instant now) {
    var parser = new Parser(text, now);
    var expression = parser.parse();
    return new Filter(text, expression, parser.paths());
  }

  @Override
  public boolean test(ConsumerRecord<byte[], byte[]> record) {
    return new Looking(record).holds(expression);
  }

  /** The JSON fields that the filter names, each with a predicate: whether a record has it. */
  public Map<String, Predicate<ConsumerRecord<byte[], byte[]>>> fields() {
    var fields = new LinkedHashMap<String, Predicate<ConsumerRecord<byte[], byte[]>>>();
    for (var path : named) {
      var exists = new Expression.Exists(path);
      fields.put(path.text(), record -> new Looking(record).holds(exists));
    }
    return fields;
  }

  /** The text of the filter. */
  @Override
  public String toString() {
    return text;
  }

  /** The evaluation for one record: its JSON is parsed once, and only when needed. */
  private final class Looking {
    private final ConsumerRecord<byte[], byte[]> record;
    private @Nullable PathValues found;

    Looking(ConsumerRecord<byte[], byte[]> record) {
      this.record = record;
    }

    boolean holds(Expression wanted) {
      return switch (wanted) {
        case Expression.And(var left, var right) -> holds(left) && holds(right);
        case Expression.Or(var left, var right) -> holds(left) || holds(right);
        case Expression.Not(var inner) -> !holds(inner);
        case Expression.Exists(var property) -> !values(property).isEmpty();
        case Expression.Comparison(var property, var relation, var literal) ->
            any(property, value -> ValueComparison.holds(value, relation, literal));
        case Expression.In(var property, var literals) ->
            any(
                property,
                value ->
                    literals.stream()
                        .anyMatch(
                            literal -> ValueComparison.holds(value, Relation.EQUAL, literal)));
        case Expression.Prefix(var property, var beginning) ->
            any(
                property,
                value -> {
                  var itsText = PathValues.text(value);
                  return itsText != null && itsText.startsWith(beginning);
                });
      };
    }

    private boolean any(Property property, Predicate<PathValues.Value> test) {
      for (var value : values(property)) {
        if (test.test(value)) {
          return true;
        }
      }
      return false;
    }

    private List<PathValues.Value> values(Property property) {
      return switch (property) {
        case Property.Key _ -> text(record.key());
        case Property.TopicName _ -> List.of(new PathValues.Text(record.topic()));
        case Property.Partition _ -> List.of(new PathValues.Whole(record.partition()));
        case Property.Offset _ -> List.of(new PathValues.Whole(record.offset()));
        case Property.Time _ -> List.of(new PathValues.Moment(record.timestamp()));
        case Property.Header(var name) -> header(name);
        case Property.Path(_, var slot) -> json().at(slot);
      };
    }

    private List<PathValues.Value> header(String name) {
      var header = record.headers().lastHeader(name);
      return header == null ? List.of() : text(header.value());
    }

    private PathValues json() {
      var known = found;
      if (known == null) {
        known = paths.find(record.value());
        found = known;
      }
      return known;
    }

    private static List<PathValues.Value> text(byte @Nullable [] bytes) {
      return bytes == null
          ? List.of()
          : List.of(new PathValues.Text(new String(bytes, StandardCharsets.UTF_8)));
    }
  }
}
