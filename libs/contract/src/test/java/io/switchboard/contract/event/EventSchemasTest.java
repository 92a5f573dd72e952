package io.switchboard.contract.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.switchboard.contract.event.disposition.ClassifiedDisposition;
import io.switchboard.contract.event.dnc.DncDecision;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.contract.event.dnc.DncRegistration;
import io.switchboard.contract.event.ivr.CallDecision;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallOutcome;
import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.contract.event.ivr.PublishedDefinition;
import io.switchboard.contract.headers.EventType;
import io.switchboard.contract.topic.TopicCatalog;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/asyncapi.yaml names every topic and event; the schemas beside it are those of the code. */
final class EventSchemasTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final Path SCHEMAS = ROOT.resolve("docs/schemas");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void shouldDescribeEveryTopic() throws IOException {
    var channels = stream(asyncApi().path("channels"));

    assertThat(channels.map(channel -> channel.path("address").asText()))
        .containsExactlyInAnyOrderElementsOf(
            TopicCatalog.shipped().topics().stream().map(TopicCatalog.CatalogEntry::name).toList());
  }

  @Test
  void shouldDescribeEveryEventType() throws IOException {
    var messages = stream(asyncApi().at("/components/messages"));

    assertThat(messages.map(message -> message.path("name").asText()))
        .containsAll(Arrays.stream(EventType.values()).map(EventType::wireName).toList());
  }

  @Test
  void shouldUseEverySchema() throws IOException {
    var text = Files.readString(ROOT.resolve("docs/asyncapi.yaml"));

    try (Stream<Path> files = Files.list(SCHEMAS)) {
      assertThat(files.map(Path::getFileName))
          .allSatisfy(file -> assertThat(text).contains("'./schemas/" + file + "'"));
    }
  }

  static Stream<Class<?>> types() {
    return Stream.concat(
        Stream.of(
            RejectedInput.class,
            PushAnswer.class,
            DeadLetterResolution.class,
            ConsoleAction.class,
            ClassifiedDisposition.class,
            DncEvent.class,
            DncDecision.class,
            DncRegistration.class,
            PublishedDefinition.class,
            CallDecision.class,
            CallOutcome.class),
        subtypes(CallEvent.class));
  }

  @ParameterizedTest
  @MethodSource("types")
  void shouldHaveTheFieldsOfTheCode(Class<?> type) throws IOException {
    var schema = JSON.readTree(Files.readString(file(type)));

    assertThat(schema.path("title").asText()).isEqualTo(type.getSimpleName());
    assertSameFields(type, schema, CallEvent.class.isAssignableFrom(type) ? "type" : null);
  }

  @Test
  void shouldHaveTheFieldsOfWhatACallerHears() throws IOException {
    var schema = JSON.readTree(Files.readString(file(CallDecision.class)));

    var hears = schema.at("/properties/hears/oneOf");

    var actions = subtypes(CallerAction.class).toList();
    assertThat(hears).hasSameSizeAs(actions);
    for (var index = 0; index < actions.size(); index++) {
      assertSameFields(actions.get(index), hears.get(index), "action");
    }
  }

  /** Field by field: its name, whether it is required, and the words of an enum. */
  private static void assertSameFields(Class<?> type, JsonNode schema, @Nullable String kind) {
    var names = new ArrayList<String>();
    var required = new ArrayList<String>();
    if (kind != null) {
      names.add(kind);
      required.add(kind);
    }
    for (var component : type.getRecordComponents()) {
      var name = name(component);
      names.add(name);
      if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        required.add(name);
      }
      assertThat(words(schema.at("/properties/" + name + "/enum")))
          .as(name)
          .isEqualTo(constants(component));
    }
    assertThat(schema.path("properties").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(names);
    assertThat(words(schema.path("required"))).containsExactlyInAnyOrderElementsOf(required);
  }

  /** Its name on the wire. */
  private static String name(RecordComponent component) {
    var property = component.getAccessor().getAnnotation(JsonProperty.class);
    return property == null ? component.getName() : property.value();
  }

  private static List<String> constants(RecordComponent component) {
    var constants = component.getType().getEnumConstants();
    return constants == null
        ? List.of()
        : Arrays.stream(constants).map(constant -> JSON.valueToTree(constant).asText()).toList();
  }

  private static List<String> words(JsonNode array) {
    return stream(array).map(JsonNode::asText).toList();
  }

  private static Stream<JsonNode> stream(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false);
  }

  @ParameterizedTest
  @CsvSource({
    "dnc-event, dnc-streams/src/test/resources/golden/event.json",
    "dnc-decision, dnc-streams/src/test/resources/golden/decision.json",
    "dnc-registration, dnc-streams/src/test/resources/golden/registration.json",
    "published-definition, ivr-streams/src/test/resources/golden/published-definition.txt",
    "classified-disposition,"
        + " disposition-streams/src/test/resources/io/switchboard/disposition/critical-record.golden"
  })
  void shouldAcceptGoldenEvents(String schema, String golden) throws IOException {
    var text = Files.readString(ROOT.resolve(golden));

    assertThat(schema(schema).validate(text.substring(text.indexOf('{')), InputFormat.JSON))
        .isEmpty();
  }

  @Test
  void shouldAcceptGoldenEventsOfCalls() throws IOException {
    var golden = ROOT.resolve("ivr-streams/src/test/resources/golden");

    var events = Files.readAllLines(golden.resolve("call-events.txt"));
    var decisions = Files.readAllLines(golden.resolve("decisions-and-outcomes.txt"));

    for (var event : events) {
      var json = event.substring(event.indexOf('{'));
      var type = JSON.readTree(json).path("type").asText();
      assertThat(schema(type.replace('_', '-')).validate(json, InputFormat.JSON))
          .as(event)
          .isEmpty();
    }
    for (var decision : decisions.stream().filter(line -> line.startsWith("  {")).toList()) {
      var name = decision.contains("\"causeId\"") ? "call-decision" : "call-outcome";
      assertThat(schema(name).validate(decision, InputFormat.JSON)).as(decision).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "call-decision|{\"callId\":\"c\",\"causeId\":\"a\",\"at\":\"2026-11-20T10:00:00.000Z\","
            + "\"turn\":1,\"hears\":{\"action\":\"sing\"},\"reason\":\"moved\"}",
        "dnc-webhook-event|{\"phoneNumber\":\"+14155550100\",\"eventName\":\"optimist\"}",
        "call-result|{\"contactId\":\"c\"}",
      })
  void shouldRefuseOtherShapes(String schema, String json) throws IOException {
    assertThat(schema(schema).validate(json, InputFormat.JSON)).isNotEmpty();
  }

  private static JsonNode asyncApi() throws IOException {
    return new ObjectMapper(new YAMLFactory())
        .readTree(Files.readString(ROOT.resolve("docs/asyncapi.yaml")));
  }

  private static Schema schema(String name) throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
        .getSchema(Files.readString(SCHEMAS.resolve(name + ".schema.json")), InputFormat.JSON);
  }

  private static Path file(Class<?> type) {
    var name = type.getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    return SCHEMAS.resolve(name + ".schema.json");
  }

  private static Stream<Class<?>> subtypes(Class<?> type) {
    return Arrays.stream(type.getAnnotation(JsonSubTypes.class).value())
        .map(JsonSubTypes.Type::value);
  }
}
