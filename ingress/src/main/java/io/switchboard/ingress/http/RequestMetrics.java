package io.switchboard.ingress.http;

import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.switchboard.ingress.limits.RateLimits;
import io.switchboard.ingress.request.Route;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The figures and the log of requests: route, status and kind of sender. No path, query, header or
 * body is in it, for those hold numbers of people. What is asked for outside the routes is counted
 * by a few words.
 */
final class RequestMetrics {
  /** A logger of its own: DEBUG for every request, INFO (a few a second) for what was refused. */
  private static final Logger LOG = LoggerFactory.getLogger("io.switchboard.ingress.requests");

  /** Health, figures and what there is to read. */
  static final String PAGES = "pages";

  /** No such path, or another method. */
  static final String NO_ROUTE = "no_route";

  /** No request that HTTP knows, or one whose body did not come. */
  static final String MALFORMED = "malformed";

  private static final String NO_SENDER = "none";
  private static final int LINES_A_SECOND = 20;
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(5)
  };
  private final MeterRegistry meters;
  private final Bucket lines = RateLimits.perSecond(LINES_A_SECOND);
  private final ConcurrentHashMap<Series, Timer> timers = new ConcurrentHashMap<>();

  private record Series(String route, int status, String sender) {}

  RequestMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  /** A request to one of the routes, with the time from its arrival to its answer. */
  void record(Route route, int status, String sender, long nanos) {
    count(route.wireName(), status, sender, nanos);
    if (status >= 400 && status != 503 && lines.tryConsume(1)) {
      LOG.info("{} {} {} {} ms", route.wireName(), status, sender, nanos / 1_000_000);
    } else if (LOG.isDebugEnabled()) {
      LOG.debug("{} {} {} {} ms", route.wireName(), status, sender, nanos / 1_000_000);
    }
  }

  /**
   * Another request, from whomever. It is not in the log, which strangers could fill.
   *
   * @param began by {@link System#nanoTime}
   */
  void record(String word, int status, long began) {
    count(word, status, NO_SENDER, System.nanoTime() - began);
  }

  private void count(String route, int status, String sender, long nanos) {
    var series = new Series(route, status, sender);
    var timer = timers.get(series); // the map's other way locks
    (timer == null ? timers.computeIfAbsent(series, this::timer) : timer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Series series) {
    return Timer.builder("ingress_requests")
        .description("requests by route, status and kind of sender")
        .tags("route", series.route(), "status", Integer.toString(series.status()))
        .tags("sender", series.sender())
        .serviceLevelObjectives(BUCKETS)
        .register(meters);
  }
}
