package io.switchboard.ingress.lookup;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.phone.DncKey;
import io.switchboard.contract.phone.DncMirror;
import io.switchboard.contract.phone.NumberReading;
import io.switchboard.ingress.lookup.pending.PendingView;
import io.switchboard.ingress.lookup.pipeline.Freshness;
import io.switchboard.ingress.lookup.store.DncCache;
import io.switchboard.ingress.lookup.store.DncRegistry;
import io.switchboard.ingress.lookup.store.DncRegistry.Registered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Suppresses what is pending; else asks the mirror first and confirms a no in PostgreSQL. Anything
 * that is not known for sure is answered as suppressed, with the reason {@code unknown}; a text
 * that is not read as a number, with the reason {@code unreadable}.
 */
final class StoreLookup implements DncLookup {
  private static final String UNKNOWN = "unknown";
  private static final String NO_RECORD = "no record";
  private static final String UNREADABLE = "unreadable";
  private static final String RECEIVED = "opt-out received";

  private final String region;
  private final PendingView pending;
  private final DncCache cache;
  private final DncRegistry registry;
  private final Freshness freshness;
  private final LookupAudit audit;
  private final MeterRegistry meters;

  StoreLookup(
      String region,
      PendingView pending,
      DncCache cache,
      DncRegistry registry,
      Freshness freshness,
      LookupAudit audit,
      MeterRegistry meters) {
    this.region = region;
    this.pending = pending;
    this.cache = cache;
    this.registry = registry;
    this.freshness = freshness;
    this.audit = audit;
    this.meters = meters;
  }

  /**
   * One number as asked.
   *
   * @param name E.164, the first of several numbers; the text when it cannot be read
   * @param keys all under which an opt-out may stand
   * @param readable whether all of the text could be read; if not, it is never said to be free
   * @param received whether an opt-out of it is pending
   */
  private record Asked(String name, Set<String> keys, boolean readable, boolean received) {}

  /**
   * What was known before PostgreSQL was asked.
   *
   * @param following whether all pending opt-outs were known
   * @param fresh how far PostgreSQL was behind
   */
  private record Doubts(PendingView.State following, Freshness.State fresh) {}

  @Override
  public List<LookupAnswer> lookUp(List<String> phoneNumbers) {
    // in this order: an opt-out is pending until PostgreSQL has it
    var following = pending.state();
    var asked = phoneNumbers.stream().map(this::asked).toList();
    var cached = cached(asked.stream().filter(number -> !number.received()).toList());
    var doubts = new Doubts(following, freshness.now());
    var registered =
        registered(
            asked.stream()
                .filter(number -> !number.received() && suppressedBy(cached, number).isEmpty())
                .toList());
    var answers = new ArrayList<LookupAnswer>();
    for (var number : asked) {
      var answer =
          number.received()
              ? answer(number, true, RECEIVED, null, "pending")
              : suppressedBy(cached, number)
                  .orElseGet(() -> confirmed(number, cached, doubts, registered));
      audit.record(number.name(), answer);
      answers.add(answer);
    }
    return answers;
  }

  private Asked asked(String text) {
    var keys = DncKey.forLookup(text, region);
    var received = pending.contains(keys);
    return switch (NumberReading.of(text, region)) {
      case NumberReading.Readable(var numbers, _, var unreadable) ->
          new Asked(numbers.getFirst().e164(), keys, unreadable.isEmpty(), received);
      case NumberReading.Unreadable _, NumberReading.NoNumber _ ->
          new Asked(text, keys, false, received);
    };
  }

  private DncCache.Finding cached(List<Asked> asked) {
    return asked.isEmpty() ? new DncCache.Finding.Entries(Map.of()) : cache.find(keysOf(asked));
  }

  private DncRegistry.Finding registered(List<Asked> asked) {
    var keys = keysOf(asked);
    return keys.isEmpty() ? new DncRegistry.Finding.Rows(Map.of()) : registry.find(keys);
  }

  private static Set<String> keysOf(List<Asked> asked) {
    var keys = new LinkedHashSet<String>();
    asked.forEach(number -> keys.addAll(number.keys()));
    return keys;
  }

  private Optional<LookupAnswer> suppressedBy(DncCache.Finding finding, Asked number) {
    return switch (finding) {
      case DncCache.Finding.Unusable _ -> Optional.empty();
      case DncCache.Finding.Entries(var byKey) ->
          number.keys().stream()
              .flatMap(key -> Optional.ofNullable(byKey.get(key)).stream())
              .filter(DncMirror.MirrorEntry::doNotCall)
              .max(Comparator.comparing(DncMirror.MirrorEntry::time))
              .map(entry -> answer(number, true, entry.reason(), entry.time(), "mirror"));
    };
  }

  private LookupAnswer confirmed(
      Asked number, DncCache.Finding cached, Doubts doubts, DncRegistry.Finding registered) {
    return switch (registered) {
      case DncRegistry.Finding.Unusable _ when !number.readable() -> unreadable(number);
      case DncRegistry.Finding.Unusable(var why) -> unknown(number, "postgres-" + why);
      case DncRegistry.Finding.Rows(var byKey) -> {
        var rows =
            number.keys().stream()
                .flatMap(key -> Optional.ofNullable(byKey.get(key)).stream())
                .sorted(
                    Comparator.comparing(Registered::doNotCall)
                        .thenComparing(Registered::since)
                        .reversed())
                .toList();
        if (!rows.isEmpty() && rows.getFirst().doNotCall()) {
          yield of(number, rows.getFirst());
        }
        if (!number.readable()) {
          yield unreadable(number);
        }
        yield doubt(cached, doubts)
            .map(why -> unknown(number, why))
            .orElseGet(
                () ->
                    rows.isEmpty()
                        ? answer(number, false, NO_RECORD, null, "no-record")
                        : of(number, rows.getFirst()));
      }
    };
  }

  /** Why a no of PostgreSQL is not to be believed. */
  private static Optional<String> doubt(DncCache.Finding cached, Doubts doubts) {
    if (cached instanceof DncCache.Finding.Unusable(var why)) {
      return Optional.of("mirror-" + why);
    }
    if (doubts.following() != PendingView.State.FOLLOWING) {
      return Optional.of("pending-" + doubts.following().name().toLowerCase(Locale.ROOT));
    }
    return switch (doubts.fresh()) {
      case FRESH -> Optional.empty();
      case BEHIND -> Optional.of("behind");
      case UNMEASURED -> Optional.of("unmeasured");
    };
  }

  private LookupAnswer of(Asked number, Registered row) {
    return answer(number, row.doNotCall(), row.reason(), row.since(), "registry");
  }

  private LookupAnswer unreadable(Asked number) {
    return answer(number, true, UNREADABLE, null, UNREADABLE);
  }

  private LookupAnswer unknown(Asked number, String why) {
    return answer(number, true, UNKNOWN, null, why);
  }

  private LookupAnswer answer(
      Asked number,
      boolean doNotCall,
      @Nullable String reason,
      @Nullable Instant since,
      String from) {
    Counter.builder("dnc_lookups_total")
        .description("lookups by answer and by where it came from")
        .tags("do_not_call", "" + doNotCall, "from", from)
        .register(meters)
        .increment();
    var said = reason == null || reason.isEmpty() ? (doNotCall ? "opt-out" : "opt-in") : reason;
    return new LookupAnswer(number.name(), doNotCall, said, since);
  }
}
