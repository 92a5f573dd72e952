package io.switchboard.replay.trace;

import io.switchboard.contract.headers.ServiceName;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.OffsetRange;
import io.switchboard.replay.reading.WindowBound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * What a trace reads for records under the keys of its subject: their partitions, bounded by the
 * times that are known.
 */
record OwnRanges(Subject subject, FlowPartitions flow, LogWindow window, KnownTimes known) {
  /** What the caller did and heard. */
  private static final Set<Stage> CALLERS =
      EnumSet.of(Stage.DTMF, Stage.IVR_DECISIONS, Stage.IVR_OUTCOMES);

  /** Nothing of them is earlier than the call. A contact may be known long before. */
  private static final Set<Stage> SINCE_CALL =
      EnumSet.of(
          Stage.DNC_WEBHOOKS,
          Stage.CALL_RESULTS,
          Stage.CLASSIFIED,
          Stage.CRITICAL,
          Stage.MEDIUM,
          Stage.LOW,
          Stage.PUSHES,
          Stage.REJECTED,
          Stage.DEAD_LETTERS);

  List<OffsetRange> of(LogReader reader) {
    var own = flow.own(subject).stream().filter(place -> !isOfOtherKeys(place)).toList();
    var ofCall =
        own.stream().filter(place -> known.call().isPresent() && isOf(CALLERS, place)).toList();
    var others = new ArrayList<>(own);
    others.removeAll(ofCall);
    var byWindow =
        others.stream()
            .collect(Collectors.groupingBy(this::since, LinkedHashMap::new, Collectors.toList()));
    var ranges = new ArrayList<OffsetRange>();
    known
        .call()
        .ifPresent(call -> ranges.addAll(reader.ranges(ofCall, call.window(), Duration.ZERO)));
    byWindow.forEach((since, places) -> ranges.addAll(reader.ranges(places, since)));
    return ranges;
  }

  private LogWindow since(TopicPartition place) {
    if (known.consent().isPresent() && isOf(Stage.CONSENT, place)) {
      var keys = flow.inPartition(place, subject.keys());
      return new LogWindow(new WindowBound.At(known.consent().get().from(keys)), window.to());
    }
    if (known.consent().isPresent() && isOfNumber(place)) {
      var from = known.consent().get().from(subject.keys());
      return new LogWindow(new WindowBound.At(from), window.to());
    }
    if (known.call().isPresent() && isOf(SINCE_CALL, place)) {
      return new LogWindow(new WindowBound.At(known.call().get().from()), window.to());
    }
    return window;
  }

  /** These services read nothing whose key is a number. */
  private boolean isOfOtherKeys(TopicPartition place) {
    return subject.isOnlyNumber()
        && Stream.of(ServiceName.IVR_STREAMS, ServiceName.DISPOSITION_STREAMS)
            .anyMatch(service -> place.topic().endsWith(service.wireName() + ".dlq"));
  }

  /** The requests and answers on a number that is no id of a call or contact. */
  private boolean isOfNumber(TopicPartition place) {
    return subject.isOnlyNumber()
        && (flow.stage(place.topic()) == Stage.DNC_WEBHOOKS
            || flow.stage(place.topic()) == Stage.PUSHES);
  }

  private boolean isOf(Set<Stage> stages, TopicPartition place) {
    return stages.contains(flow.stage(place.topic()));
  }
}
