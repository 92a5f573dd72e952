package io.switchboard.replay.trace;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.event.disposition.ClassifiedDisposition;
import io.switchboard.contract.event.dnc.DncSource;
import io.switchboard.contract.event.ivr.Outcome;
import io.switchboard.contract.headers.EventHeaders;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The causes of steps: records of one trace id follow from one request.
 *
 * @param traceIds of the causes
 * @param topics of the steps by cause, as trace id and topic
 * @param places of the steps
 */
record Causes(Set<String> traceIds, Set<String> topics, Set<String> places) {
  /** Before the outcome of a call. */
  private static final Set<Stage> UNDECIDED = EnumSet.of(Stage.DTMF, Stage.IVR_DECISIONS);

  static Causes of(List<Step> steps) {
    var causes = new Causes(new HashSet<>(), new HashSet<>(), new HashSet<>());
    for (var step : steps) {
      causes.traceIds.add(step.traceId());
      causes.topics.add(step.traceId() + step.record().topic());
      causes.places.add(place(step.record()));
    }
    return causes;
  }

  /** Whether a record follows from one of the causes, and is none of the steps. */
  boolean isOfOne(ConsumerRecord<byte[], byte[]> record) {
    return traceId(record).filter(traceIds::contains).isPresent()
        && !places.contains(place(record));
  }

  /** One webhook may tell of many contacts: those beside the subject are not about it. */
  boolean isBesides(ConsumerRecord<byte[], byte[]> record) {
    return traceId(record).filter(id -> topics.contains(id + record.topic())).isPresent();
  }

  private static Optional<String> traceId(ConsumerRecord<byte[], byte[]> record) {
    return EventHeaders.text(record.headers(), EventHeaders.TRACEPARENT).map(Step::traceIdIn);
  }

  /**
   * Whether consent may follow from one of the causes under another key than the subject's. Not
   * from one whose consent is among the steps, not from a call or a result that was decided
   * otherwise, and not from what a caller did before the call's outcome: an outcome has the call's
   * key, so it would be among the steps.
   */
  static boolean mayLeadToConsent(List<Step> steps) {
    return steps.stream().collect(Collectors.groupingBy(Step::traceId)).values().stream()
        .anyMatch(
            ofOneCause ->
                ofOneCause.stream().noneMatch(step -> Stage.CONSENT.contains(step.stage()))
                    && !ofOneCause.stream().allMatch(step -> UNDECIDED.contains(step.stage()))
                    && !isDecidedOtherwise(ofOneCause));
  }

  private static boolean isDecidedOtherwise(List<Step> ofOneCause) {
    var decisions =
        ofOneCause.stream()
            .filter(step -> step.stage() == Stage.CLASSIFIED || step.stage() == Stage.IVR_OUTCOMES)
            .map(step -> RecordSummary.json(step.record()))
            .toList();
    return !decisions.isEmpty()
        && decisions.stream()
            .allMatch(
                json ->
                    isOther(json.path("category"), ClassifiedDisposition.DO_NOT_CALL)
                        || isOther(json.path("outcome"), Outcome.OPTED_OUT.wireName()));
  }

  private static boolean isOther(JsonNode value, String optOut) {
    return value.isTextual() && !value.asText().equals(optOut);
  }

  private static String place(ConsumerRecord<byte[], byte[]> record) {
    return record.topic() + "-" + record.partition() + "-" + record.offset();
  }

  /**
   * The stages keyed by call or contact that records of the causes may be in under another key. A
   * call or contact among the steps is the subject itself, and its partitions are read. The cause
   * of consent is where its source says.
   */
  static Set<Stage> unread(List<Step> steps) {
    var known = new HashSet<String>();
    steps.stream()
        .filter(step -> step.stage().keyedByPlainId())
        .forEach(step -> known.add(step.traceId()));
    var stages = EnumSet.noneOf(Stage.class);
    steps.stream()
        .filter(step -> !known.contains(step.traceId()))
        .forEach(step -> stages.addAll(causes(step)));
    return stages;
  }

  private static EnumSet<Stage> causes(Step step) {
    return switch (step.stage()) {
      case DNC_EVENTS, DNC_DECISIONS, DNC_REGISTRY ->
          source(step)
              .map(
                  source ->
                      switch (source) {
                        case DISPOSITION ->
                            EnumSet.of(
                                Stage.CALL_RESULTS,
                                Stage.CLASSIFIED,
                                Stage.CRITICAL,
                                Stage.MEDIUM,
                                Stage.LOW);
                        case IVR -> EnumSet.of(Stage.DTMF, Stage.IVR_DECISIONS, Stage.IVR_OUTCOMES);
                        case WEBHOOK, IMPORT, OPERATOR -> EnumSet.noneOf(Stage.class);
                      })
              .orElseGet(Causes::keyedByPlainId);
      case DNC_WEBHOOKS, REJECTED -> EnumSet.noneOf(Stage.class);
      // the answer to a push of consent, which is a step itself
      case PUSHES -> EnumSet.noneOf(Stage.class);
      case DEAD_LETTERS -> keyedByPlainId();
      case DTMF,
          CALL_RESULTS,
          CONTACT_EVENTS,
          IVR_DECISIONS,
          IVR_OUTCOMES,
          CLASSIFIED,
          CRITICAL,
          MEDIUM,
          LOW ->
          EnumSet.noneOf(Stage.class);
    };
  }

  private static Optional<DncSource> source(Step step) {
    var source = RecordSummary.json(step.record()).path("source").asText();
    return Arrays.stream(DncSource.values())
        .filter(known -> known.wireName().equals(source))
        .findFirst();
  }

  private static EnumSet<Stage> keyedByPlainId() {
    var stages = EnumSet.allOf(Stage.class);
    stages.removeIf(stage -> !stage.keyedByPlainId());
    return stages;
  }
}
