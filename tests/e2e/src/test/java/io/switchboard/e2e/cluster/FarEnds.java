package io.switchboard.e2e.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.json.Json;
import io.switchboard.e2e.cluster.EventSenders.Kind;
import io.switchboard.tenant.journal.JournalEntry;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that came of the accepted events: tables, committed records of the topics, and what
 * the tenant received, in its order for each key.
 */
final class FarEnds {
  private static final Map<String, String> CATEGORIES =
      Map.of("2001", "callback_later", "3001", "qualified_lead", "4001", "wrong_number");

  private final ClusterDeployment cluster;
  private final Map<String, Integer> results;
  private final Map<String, Integer> contacts;
  private final Map<String, Integer> numbers;
  private final Map<String, List<String>> calls;

  /**
   * @param calls the keys that were pressed, by call
   */
  FarEnds(ClusterDeployment cluster, EventSenders events, Map<String, List<String>> calls) {
    this.cluster = cluster;
    this.results = events.accepted(Kind.RESULT);
    this.contacts = events.accepted(Kind.CONTACT);
    this.numbers = events.accepted(Kind.CONSENT);
    this.calls = calls;
  }

  /** The tables. */
  List<FarEnd> tables() throws SQLException {
    return List.of(
        new FarEnd(
            "dispositions",
            all(results, EventSenders.CODES),
            table(
                "select contact_id, string_agg(disposition_code, ',' order by revision)"
                    + " from dispositions group by contact_id")),
        new FarEnd(
            "dispositions_current",
            last(results, EventSenders.CODES),
            table("select contact_id, disposition_code from dispositions_current")),
        new FarEnd(
            "contact_records",
            last(contacts, EventSenders.NAMES),
            table("select id, first_name from contact_records")),
        new FarEnd(
            "dnc_decisions",
            all(numbers, EventSenders.DO_NOT_CALL),
            table(
                "select phone_number, string_agg(do_not_call::text, ',' order by chain_length)"
                    + " from dnc_decisions where kind = 'applied' group by phone_number")),
        new FarEnd(
            "dnc_registry",
            last(numbers, EventSenders.DO_NOT_CALL),
            table("select phone_number, do_not_call::text from dnc_registry")),
        new FarEnd(
            "ivr_outcomes",
            paths(),
            table(
                "select call_id, (select string_agg(key, ',' order by at) from"
                    + " jsonb_array_elements_text(path) with ordinality as it(key, at))"
                    + " from ivr_outcomes")));
  }

  /** The newest state of each key at the tenant. */
  List<FarEnd> tenant() {
    var memory = cluster.tenant().memory();
    return List.of(
        new FarEnd(
            "CXone's contacts",
            last(results, EventSenders.CODES.stream().map(CATEGORIES::get).toList()),
            mapped(memory.contacts(), it -> text(it.get("disposition_category")))),
        new FarEnd(
            "CXone's outbound contacts",
            last(numbers, EventSenders.DO_NOT_CALL),
            mapped(cluster.tenant().outbound().all(), it -> "" + it.doNotCall())),
        new FarEnd(
            "CXone's interactions",
            paths(),
            mapped(memory.interactions(), it -> keys(text(it.get("ivr_selection"))))));
  }

  /** Committed records of the topics, one for each accepted event of a key, in its order. */
  List<FarEnd> topics() {
    return List.of(
        new FarEnd(
            "dispositions.classified",
            all(results, EventSenders.CODES),
            topic("dispositions.classified", it -> text(it.get("dispositionCode")))),
        new FarEnd(
            "dispositions.medium",
            all(results, List.of("2001", "", "3001")),
            topic("dispositions.medium", it -> text(it.get("dispositionCode")))),
        new FarEnd(
            "dnc.decisions",
            all(numbers, EventSenders.DO_NOT_CALL),
            topic(
                "dnc.decisions",
                it -> text(it.get("kind")).equals("applied") ? text(it.get("doNotCall")) : "")),
        new FarEnd(
            "ivr.outcomes",
            paths(),
            topic("ivr.outcomes", it -> keys(it.path("path").toString()))));
  }

  /**
   * Where something may be repeated, though never behind something newer: raw events that senders
   * have repeated, pushes that a predecessor had sent, decisions on repeated requests.
   */
  List<String> disorder() {
    return Stream.of(
            backward(
                "cxone.call-results", first(log("cxone.call-results", "dispositionCode")), results),
            backward("ivr.decisions", log("ivr.decisions", "turn"), Map.of()),
            backward("CXone's contacts", patches(), results),
            backward("CXone's outbound contacts", batches(), numbers))
        .flatMap(List::stream)
        .toList();
  }

  private Map<String, List<Integer>> log(String topic, String field) {
    var steps = new HashMap<String, List<Integer>>();
    for (var record : cluster.topics().readText(topic)) {
      var value = json(record.value()).path(field);
      var step = value.isInt() ? value.intValue() : EventSenders.CODES.indexOf(value.asText());
      steps.computeIfAbsent(record.key(), _ -> new ArrayList<>()).add(step);
    }
    return steps;
  }

  /** An attempt that ingress gave up may be written late, behind the next event of its sender. */
  private static Map<String, List<Integer>> first(Map<String, List<Integer>> steps) {
    return steps.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, entry -> entry.getValue().stream().distinct().toList()));
  }

  private Map<String, List<Integer>> patches() {
    var categories = EventSenders.CODES.stream().map(CATEGORIES::get).toList();
    var steps = new HashMap<String, List<Integer>>();
    for (var entry : received("PATCH", "/contacts/")) {
      var key = entry.path().replaceFirst(".*/", "");
      var category = json(entry.body()).at("/custom/disposition_category").asText();
      steps.computeIfAbsent(key, _ -> new ArrayList<>()).add(categories.indexOf(category));
    }
    return steps;
  }

  private Map<String, List<Integer>> batches() {
    var steps = new HashMap<String, List<Integer>>();
    for (var entry : received("POST", "/outbound/contacts")) {
      for (var contact : json(entry.body()).path("contacts")) {
        var seconds =
            contact.at("/dnc/optOutDate").asText().replaceFirst(".*T10:00:0(\\d).*", "$1");
        steps
            .computeIfAbsent(contact.at("/phone/phoneNumber").asText(), _ -> new ArrayList<>())
            .add(seconds.isEmpty() ? -1 : Integer.parseInt(seconds));
      }
    }
    return steps;
  }

  private List<JournalEntry> received(String method, String path) {
    return cluster.tenant().journal().entries(method, path).stream()
        .filter(entry -> entry.status() == 200)
        .toList();
  }

  /** Keys whose steps go back; a step that was repeated in its place does not. */
  private static List<String> backward(
      String name, Map<String, List<Integer>> steps, Map<String, Integer> only) {
    return steps.entrySet().stream()
        .filter(entry -> only.isEmpty() || only.containsKey(entry.getKey()))
        .filter(
            entry -> {
              var known = entry.getValue().stream().filter(step -> step >= 0).toList();
              return !known.stream().sorted().toList().equals(known);
            })
        .map(entry -> "%s %s: %s".formatted(name, entry.getKey(), entry.getValue()))
        .toList();
  }

  private Map<String, String> table(String query) throws SQLException {
    return cluster.table(query);
  }

  /** Values that are empty do not count. */
  private Map<String, String> topic(String topic, Function<JsonNode, String> value) {
    return cluster.topics().readText(topic).stream()
        .filter(record -> !value.apply(json(record.value())).isEmpty())
        .collect(
            Collectors.toMap(
                record -> record.key(),
                record -> value.apply(json(record.value())),
                (before, after) -> before + "," + after));
  }

  private Map<String, String> paths() {
    return mapped(calls, it -> String.join(",", it));
  }

  private static Map<String, String> all(Map<String, Integer> versions, List<String> values) {
    return mapped(
        versions,
        it ->
            values.subList(0, it).stream()
                .filter(value -> !value.isEmpty())
                .collect(Collectors.joining(",")));
  }

  private static Map<String, String> last(Map<String, Integer> versions, List<String> values) {
    return mapped(versions, it -> values.get(it - 1));
  }

  private static <V> Map<String, String> mapped(Map<String, V> map, Function<V, String> value) {
    return map.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> value.apply(entry.getValue())));
  }

  private static String keys(String array) {
    return array.isEmpty()
        ? ""
        : json(array).valueStream().map(JsonNode::asText).collect(Collectors.joining(","));
  }

  private static String text(@Nullable JsonNode node) {
    return node == null ? "" : node.asText();
  }

  private static JsonNode json(String text) {
    try {
      return Json.mapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
