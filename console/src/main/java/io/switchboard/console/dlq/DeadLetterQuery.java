package io.switchboard.console.dlq;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.switchboard.console.export.Exports;
import io.switchboard.console.view.PageReader;
import io.switchboard.console.view.Window;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.dlq.DeadLetterFilter;
import io.switchboard.replay.dlq.DeadLetterIndex;
import io.switchboard.replay.dlq.DeadLetterStore;
import io.switchboard.replay.dlq.DeadLetterStore.DeadLetterEntry;
import io.switchboard.replay.dlq.DeadLetterSummary;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.Progress;
import io.switchboard.replay.reading.TimeAgo;
import io.switchboard.replay.reading.WindowBound;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Which dead letters a page is about, from the parameters of its request. Empty texts select all.
 *
 * @param where in the filter language
 * @param last one of {@link Window#CHOICES}, or empty for all that is kept
 * @param place of a single dead letter
 * @param until those that were refused later are not meant: the plan has not shown them
 */
public record DeadLetterQuery(
    String service,
    String destination,
    String reason,
    String where,
    String last,
    Optional<DeadLetterPlace> place,
    Instant until) {

  /** Reads the parameters of the address, or of the form that was sent. */
  static DeadLetterQuery of(Context context) {
    var last = value(context, "last");
    var until = value(context, "until");
    return new DeadLetterQuery(
        value(context, "service"),
        value(context, "destination"),
        value(context, "reason"),
        value(context, "where"),
        Window.CHOICES.contains(last) ? last : "",
        Optional.of(value(context, "letter"))
            .filter(text -> !text.isEmpty())
            .map(DeadLetterPlace::parse),
        until.isEmpty() ? Instant.now() : time(until));
  }

  /** A single dead letter. */
  static DeadLetterQuery at(DeadLetterPlace place) {
    return new DeadLetterQuery("", "", "", "", "", Optional.of(place), Instant.now());
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (java.time.format.DateTimeParseException _) {
      throw new BadRequestResponse("The time of the plan is not readable. Load the plan again.");
    }
  }

  private static String value(Context context, String name) {
    var isForm = context.method() == HandlerType.POST && !Exports.isAsked(context);
    var value = isForm ? context.formParam(name) : context.queryParam(name);
    return value == null ? "" : value.strip();
  }

  /**
   * Selects the records of the dead-letter topics.
   *
   * @throws IllegalArgumentException with a message for the page, when the filter is not readable
   */
  Predicate<ConsumerRecord<byte[], byte[]>> filter(KafkaSettings kafka) {
    Predicate<ConsumerRecord<byte[], byte[]>> here =
        place
            .<Predicate<ConsumerRecord<byte[], byte[]>>>map(it -> record -> it.isOf(record, kafka))
            .orElse(_ -> true);
    return here.and(names()).and(this::isRefusedBefore);
  }

  /**
   * The dead letters of this selection.
   *
   * @throws IllegalArgumentException with a message for the page, when the filter is not readable
   */
  List<DeadLetterEntry> find(KafkaSettings kafka, DeadLetterIndex index) {
    var filter = filter(kafka);
    var known =
        isOfIndex()
            ? index.deadLetters(summaries(), window())
            : Optional.<List<DeadLetterEntry>>empty();
    return known.orElseGet(
        () -> {
          try (var reader = PageReader.open(kafka)) {
            return new DeadLetterStore(kafka, reader)
                .deadLetters(services(), filter, window(), Progress.SILENT);
          }
        });
  }

  /** Whether the index can answer it; a filter and a single place need the records. */
  boolean isOfIndex() {
    return where.isBlank() && place.isEmpty();
  }

  private Predicate<DeadLetterSummary> summaries() {
    var names = names();
    return deadLetter -> names.isNamed(deadLetter) && !deadLetter.at().isAfter(until);
  }

  /** The same without the place and the time: also those that are refused later. */
  DeadLetterFilter names() {
    return DeadLetterFilter.of(service, destination, reason, where, until);
  }

  private boolean isRefusedBefore(ConsumerRecord<byte[], byte[]> record) {
    return DeadLetterSummary.of(record)
        .map(deadLetter -> !deadLetter.at().isAfter(until))
        .orElse(false);
  }

  /** Whose dead-letter topics to read. */
  Collection<String> services() {
    var one = place.map(DeadLetterPlace::service).orElse(service);
    return one.isEmpty() ? DeadLetterStore.SERVICES : List.of(one);
  }

  /** The part of the dead-letter topics to read. */
  LogWindow window() {
    if (place.isPresent()) {
      var offset = place.get().offset();
      return new LogWindow(new WindowBound.Offset(offset), new WindowBound.Offset(offset + 1));
    }
    return last.isEmpty()
        ? LogWindow.ALL
        : new LogWindow(
            new WindowBound.At(until.minus(TimeAgo.parse("-" + last))), new WindowBound.End());
  }

  /** The parameters as they stand in an address, with an ampersand after each. */
  public String query() {
    var query = new StringBuilder();
    parameters()
        .forEach(
            parameter ->
                query
                    .append(parameter.getKey())
                    .append('=')
                    .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                    .append('&'));
    return query.toString();
  }

  /** The parameters that are not empty, without the time. */
  public List<Map.Entry<String, String>> parameters() {
    var parameters = new ArrayList<Map.Entry<String, String>>();
    add(parameters, "service", service);
    add(parameters, "destination", destination);
    add(parameters, "reason", reason);
    add(parameters, "where", where);
    add(parameters, "last", last);
    add(parameters, "letter", place.map(DeadLetterPlace::text).orElse(""));
    return parameters;
  }

  private static void add(List<Map.Entry<String, String>> to, String name, String value) {
    if (!value.isEmpty()) {
      to.add(Map.entry(name, value));
    }
  }

  /** The selection in words, for people and for {@code console.audit}. */
  public String words() {
    var words = new ArrayList<String>();
    parameters().forEach(it -> words.add(it.getKey() + " " + it.getValue()));
    return words.isEmpty() ? "all dead letters" : String.join(", ", words);
  }

  /** The address of the page that an action on these came from. */
  public String back() {
    return place.map(DeadLetterPlace::link).orElse("/dead-letters?" + query());
  }

  /** The same for one group. */
  DeadLetterQuery ofGroup(String service, String destination, String reason) {
    return new DeadLetterQuery(service, destination, reason, where, last, place, until);
  }
}
