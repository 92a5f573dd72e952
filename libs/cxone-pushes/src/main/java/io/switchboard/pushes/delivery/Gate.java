package io.switchboard.pushes.delivery;

import io.switchboard.cxone.http.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets the requests of one kind pass, or holds them back while CXone does not serve that kind. A
 * shut gate lets one request through at a time, less and less often, to see whether it still is so.
 */
final class Gate {
  /** So many failures in a row are no longer those of single keys. */
  static final int DOWN_AFTER = 20;

  /** So many different keys that are refused in a row, too. */
  static final int FORBIDDEN_AFTER = 5;

  /** With nobody served for so long, one key's refusal may well be everybody's. */
  private static final long QUIET = Duration.ofMinutes(1).toNanos();

  private static final Backoff PROBES = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(15));

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Listener listener;
  private final Duration patience;
  private State state = new State.Open();
  private int failuresInARow;
  private int probes;
  private boolean probing;
  private long probeAt;
  private long openSince = System.nanoTime();
  private long servedAt;
  private boolean everServed;

  /** First keys of the requests that were refused since the last one was served. */
  private final Set<String> refused = new HashSet<>();

  private int refusals;

  /** Hears when the gate opens and shuts; called with the gate locked. */
  @FunctionalInterface
  interface Listener {
    void changed(State state);
  }

  /** Open, or shut since when and why. */
  sealed interface State {
    /** Requests pass. */
    record Open() implements State {}

    /** One request at a time passes now and then. */
    record Shut(Reason reason, String why, Instant since) implements State {}
  }

  /** Why a gate is shut. */
  enum Reason {
    /** CXone does not answer, or answers with errors. */
    DOWN,
    /** We lack a scope, or our credentials do not hold. */
    FORBIDDEN
  }

  /** Refused, or failing: a key whose trouble this may be alone, and since when it has it. */
  record Failing(String key, long since) {}

  /**
   * @param patience a key that fails alone for longer is given up
   */
  Gate(Listener listener, Duration patience) {
    this.listener = listener;
    this.patience = patience;
  }

  /**
   * Waits until a request may pass. Whoever passed reports what came of it, once.
   *
   * @return whether it is the one that looks whether the gate may open again
   */
  boolean enter() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (state instanceof State.Shut) {
        var wait = probeAt - System.nanoTime();
        if (!probing && wait <= 0) {
          probing = true;
          return true;
        }
        if (probing) {
          changed.await();
        } else {
          var _ = changed.awaitNanos(wait);
        }
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * A request passed and was served.
   *
   * @return whether the gate was shut until now
   */
  boolean served() {
    lock.lock();
    try {
      var wasShut = state instanceof State.Shut;
      failuresInARow = 0;
      refusals = 0;
      refused.clear();
      servedAt = System.nanoTime();
      everServed = true;
      probing = false;
      if (wasShut) {
        probes = 0;
        openSince = servedAt;
        state = new State.Open();
        listener.changed(state);
        changed.signalAll();
      }
      return wasShut;
    } finally {
      lock.unlock();
    }
  }

  /** A request was not sent after all: the next one may look whether the gate may open. */
  void notAsked(boolean probe) {
    lock.lock();
    try {
      if (probe) {
        probing = false;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** A request came back with an answer that tells nothing about the others. */
  void answered(boolean probe) {
    lock.lock();
    try {
      failuresInARow = 0;
      probed(probe);
    } finally {
      lock.unlock();
    }
  }

  /** A request failed as all do when CXone is down. */
  void failed(boolean probe, Failing failing, String why) {
    lock.lock();
    try {
      if (!isAlone(failing.since())) {
        failuresInARow++;
      }
      if (state instanceof State.Open && failuresInARow >= DOWN_AFTER) {
        shut(Reason.DOWN, why);
      } else {
        probed(probe);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * A request was not allowed. That is the key's own trouble when others have been served since; it
   * is the kind's when it happens to many keys in a row, or again while nobody is served.
   */
  void forbidden(boolean probe, Failing failing, String why) {
    lock.lock();
    try {
      if (!isAlone(failing.since())) {
        refusals++;
        refused.add(failing.key());
      }
      if (state instanceof State.Open && isRefusedToAll()) {
        shut(Reason.FORBIDDEN, why);
      } else {
        probed(probe);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isRefusedToAll() {
    var quiet = !everServed || System.nanoTime() - servedAt > QUIET;
    return refused.size() >= FORBIDDEN_AFTER || (quiet && refusals > 1);
  }

  /** Requests under way since before the gate shut say nothing new when they fail. */
  private void probed(boolean probe) {
    if (probe && state instanceof State.Shut) {
      probeAgain();
    }
  }

  private void shut(Reason reason, String why) {
    state = new State.Shut(reason, why, Instant.now());
    probes = 0;
    probeAgain();
    listener.changed(state);
  }

  private void probeAgain() {
    probes++;
    probing = false;
    var wait = PROBES.bound(probes).toNanos();
    probeAt = System.nanoTime() + wait / 2 + ThreadLocalRandom.current().nextLong(wait / 2 + 1);
    changed.signalAll();
  }

  /** Whether the gate is open. */
  boolean isOpen() {
    lock.lock();
    try {
      return state instanceof State.Open;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether a key that has been failing since then fails alone: others have been served meanwhile,
   * and not too long ago.
   */
  boolean isAlone(long failingSince) {
    lock.lock();
    try {
      var recent = Math.max(QUIET, patience.toNanos() / 2);
      return everServed && servedAt - failingSince > 0 && System.nanoTime() - servedAt < recent;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether a key that has been failing since then has had its chance: for as long as our patience
   * lasts the gate was open, and others were served.
   */
  boolean isExhausted(long failingSince, long now) {
    lock.lock();
    try {
      var since = openSince - failingSince > 0 ? openSince : failingSince;
      return state instanceof State.Open && now - since >= patience.toNanos() && isAlone(since);
    } finally {
      lock.unlock();
    }
  }
}
