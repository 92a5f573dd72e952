package io.switchboard.pushes.optout;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.cxone.Cxone;
import io.switchboard.cxone.http.Failure;
import io.switchboard.cxone.rest.CxoneAnswer;
import io.switchboard.cxone.rest.CxoneAnswer.Confirmed;
import io.switchboard.cxone.rest.CxoneAnswer.ItemVerdict;
import io.switchboard.cxone.rest.CxoneAnswer.PerItem;
import io.switchboard.cxone.rest.CxoneAnswer.TryAgain;
import io.switchboard.cxone.rest.CxoneCall;
import io.switchboard.cxone.rest.CxoneCall.WriteOutbound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * CXone with answers that its own search has confirmed. An opt-out that CXone has taken, but that
 * its search does not show in time, is not done. An opt-in that fails by itself, while the search
 * has not shown the number for longer than it lags, is done: there was nothing to remove. An
 * opt-out that fails by itself, while the search has shown the number for as long, is done as well:
 * it was on the list already, by a request without an answer or by an administrator.
 *
 * <p>Of a large request only a sample is searched; when one of the sample is not shown, or one of
 * the request has failed, all are: verdicts without numbers may be in another order. Where the
 * search is not allowed, the answers to the requests themselves count.
 */
public final class SearchedCxone implements Cxone {
  private static final Logger LOG = LoggerFactory.getLogger(SearchedCxone.class);

  private static final int MAX_FAILED = 100_000;

  private final Cxone cxone;
  private final SearchSchedule schedule;
  private final RandomGenerator random;
  private final MeterRegistry meters;
  private final AtomicBoolean warned = new AtomicBoolean();

  /** Since when the search does not show a number that could not be removed. */
  private final Cache<String, Long> absentSince = newCache();

  /** Since when the search shows a number that could not be added. */
  private final Cache<String, Long> shownSince = newCache();

  /** What the search says about one number. */
  enum Shown {
    FOUND,
    NOT_FOUND,
    /** The search fails: it may be asked again. */
    UNAVAILABLE,
    /** The search is not allowed, or not there. */
    FORBIDDEN,
    /** This instance may not send, or not yet. */
    WITHHELD
  }

  public SearchedCxone(
      Cxone cxone, SearchSchedule schedule, RandomGenerator random, MeterRegistry meters) {
    this.cxone = cxone;
    this.schedule = schedule;
    this.random = random;
    this.meters = meters;
    for (var shown : Shown.values()) {
      counter(shown);
    }
  }

  private static Cache<String, Long> newCache() {
    return Caffeine.newBuilder()
        .maximumSize(MAX_FAILED)
        .expireAfterWrite(Duration.ofHours(2))
        .build();
  }

  private Counter counter(Shown shown) {
    return Counter.builder("cxone_opt_out_searches_total")
        .description("searches for numbers in CXone's do-not-call lists by result")
        .tag("result", shown.name().toLowerCase(Locale.ROOT))
        .register(meters);
  }

  @Override
  public CxoneAnswer send(CxoneCall call, @Nullable String traceparent)
      throws InterruptedException {
    var answer = cxone.send(call, traceparent);
    if (!(call instanceof WriteOutbound write)) {
      return answer;
    }
    forget(write.isOptOut() ? absentSince : shownSince, write); // also by one without an answer
    var verdicts =
        switch (answer) {
          case Confirmed _ ->
              Collections.<ItemVerdict>nCopies(write.contacts().size(), new ItemVerdict.Done());
          case PerItem(_, var each) -> each;
          case CxoneAnswer _ -> List.<ItemVerdict>of();
        };
    if (verdicts.isEmpty()) {
      return answer;
    }
    return write.isOptOut() ? optedOut(write, answer, verdicts) : optedIn(write, answer, verdicts);
  }

  private CxoneAnswer optedOut(WriteOutbound write, CxoneAnswer answer, List<ItemVerdict> verdicts)
      throws InterruptedException {
    if (hasFailedAlone(verdicts)) {
      return failedAlone(write, answer, Shown.FOUND, shownSince);
    }
    var taken =
        new ArrayList<>(
            IntStream.range(0, verdicts.size())
                .filter(i -> verdicts.get(i) instanceof ItemVerdict.Done)
                .boxed()
                .toList());
    Collections.shuffle(taken, Random.from(random));
    var first = taken.subList(0, taken.size() <= schedule.all() ? taken.size() : schedule.sample());
    var missing = missing(write, first, schedule.waits());
    if (missing == null) {
      return new TryAgain(0, Failure.WITHHELD, null, "not searched");
    }
    if (!missing.isEmpty() || taken.size() < verdicts.size()) { // a verdict may be another's
      var others = taken.subList(first.size(), taken.size());
      var more = missing(write, others, List.of(Duration.ZERO));
      if (more == null) {
        return new TryAgain(0, Failure.WITHHELD, null, "not searched");
      }
      missing.addAll(more);
    }
    return missing.isEmpty() ? answer : without(missing, answer, verdicts);
  }

  private static CxoneAnswer without(
      Set<Integer> missing, CxoneAnswer answer, List<ItemVerdict> verdicts) {
    var checked = new ArrayList<>(verdicts);
    missing.forEach(
        i -> checked.set(i, new ItemVerdict.NotDone("CXone's search does not show it")));
    return new PerItem(answer.status(), List.copyOf(checked));
  }

  /** Those that the search does not show in time; null when this instance may not ask. */
  private @Nullable Set<Integer> missing(
      WriteOutbound write, List<Integer> wanted, List<Duration> waits) throws InterruptedException {
    var missing = new HashSet<>(wanted);
    for (var wait : waits) {
      if (missing.isEmpty()) {
        break;
      }
      Thread.sleep(wait);
      for (var i : List.copyOf(missing)) {
        switch (search(write, i)) {
          case FOUND -> missing.remove(i);
          case FORBIDDEN -> {
            return new HashSet<>(); // the answer to the request itself counts
          }
          case WITHHELD -> {
            return null;
          }
          case NOT_FOUND, UNAVAILABLE -> {
            // asked again after the next wait
          }
        }
      }
    }
    return missing;
  }

  private CxoneAnswer optedIn(WriteOutbound write, CxoneAnswer answer, List<ItemVerdict> verdicts)
      throws InterruptedException {
    return hasFailedAlone(verdicts)
        ? failedAlone(write, answer, Shown.NOT_FOUND, absentSince)
        : answer;
  }

  private static void forget(Cache<String, Long> since, WriteOutbound write) {
    write.contacts().forEach(contact -> since.invalidate(contact.phoneNumber()));
  }

  /** A failed element of a larger request is sent again by itself. */
  private static boolean hasFailedAlone(List<ItemVerdict> verdicts) {
    return verdicts.size() == 1 && verdicts.getFirst() instanceof ItemVerdict.NotDone;
  }

  /** It is done when the search has shown what was wanted for longer than it lags. */
  private CxoneAnswer failedAlone(
      WriteOutbound write, CxoneAnswer answer, Shown wanted, Cache<String, Long> shown)
      throws InterruptedException {
    var number = write.contacts().getFirst().phoneNumber();
    if (search(write, 0) != wanted) {
      shown.invalidate(number);
      return answer;
    }
    var now = System.nanoTime();
    var since = shown.get(number, _ -> now);
    return now - since >= schedule.lag().toNanos() ? new Confirmed(answer.status()) : answer;
  }

  private Shown search(WriteOutbound write, int i) throws InterruptedException {
    var number = write.contacts().get(i).phoneNumber();
    var shown =
        switch (cxone.send(new CxoneCall.FindOptOut(number), null)) {
          case Confirmed _ -> Shown.FOUND;
          case TryAgain(_, var failure, _, _) when failure == Failure.UNCONFIRMED ->
              Shown.NOT_FOUND;
          case TryAgain(_, var failure, _, _)
              when failure == Failure.WITHHELD || failure == Failure.HELD ->
              Shown.WITHHELD;
          case TryAgain _, CxoneAnswer.InDoubt _, PerItem _, CxoneAnswer.Conflict _ ->
              Shown.UNAVAILABLE;
          case CxoneAnswer.Forbidden(var status, var extent, _) ->
              switch (extent) {
                case THIS_REQUEST -> notAllowed(status);
                case EVERY_REQUEST -> Shown.UNAVAILABLE;
              };
          case CxoneAnswer.Refused(var status, _) -> notAllowed(status);
        };
    counter(shown).increment();
    return shown;
  }

  private Shown notAllowed(int status) {
    if (!warned.getAndSet(true)) {
      LOG.warn(
          "CXone answers {} to the search for opt-outs; its answers to the requests count without"
              + " it. Grant the permission to search do-not-call groups",
          status);
    }
    return Shown.FORBIDDEN;
  }
}
