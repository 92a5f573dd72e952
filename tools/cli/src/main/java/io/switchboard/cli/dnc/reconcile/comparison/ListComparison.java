package io.switchboard.cli.dnc.reconcile.comparison;

import java.time.Instant;
import java.util.Iterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares two sorted sequences in one pass; only one element of each is in memory.
 *
 * @param listed numbers on CXone's list
 * @param registered numbers in the registry
 * @param same numbers on which both agree
 * @param tooNew differences that a push under way may still remove
 * @param wouldCall see {@link Finding.WouldCall}
 * @param blocksAllowed see {@link Finding.BlocksAllowed}
 * @param blocksUnknown see {@link Finding.BlocksUnknown}
 */
public record ListComparison(
    long listed,
    long registered,
    long same,
    long tooNew,
    long wouldCall,
    long blocksAllowed,
    long blocksUnknown) {

  /**
   * Compares.
   *
   * @param listed E.164 numbers that CXone blocks, ascending by their characters; repeats count
   *     once
   * @param registry ascending by number, each number once
   * @param settledBefore states received later are not judged: their push may be under way
   * @param findings gets each difference, ascending
   * @throws IllegalArgumentException when one of them is not ascending
   */
  public static ListComparison compare(
      Iterator<String> listed,
      Iterator<RegistryEntry> registry,
      Instant settledBefore,
      Consumer<Finding> findings) {
    return new Merge(listed, registry, settledBefore, findings).run();
  }

  /** Whether there is any difference. */
  public boolean isEqual() {
    return wouldCall + blocksAllowed + blocksUnknown == 0;
  }

  /** One comparison under way. */
  private static final class Merge {
    private final Iterator<String> listed;
    private final Iterator<RegistryEntry> registry;
    private final Instant settledBefore;
    private final Consumer<Finding> findings;
    private @Nullable String number;
    private @Nullable RegistryEntry entry;
    private long listedCount;
    private long registeredCount;
    private long same;
    private long tooNew;
    private long wouldCall;
    private long blocksAllowed;
    private long blocksUnknown;

    Merge(
        Iterator<String> listed,
        Iterator<RegistryEntry> registry,
        Instant settledBefore,
        Consumer<Finding> findings) {
      this.listed = listed;
      this.registry = registry;
      this.settledBefore = settledBefore;
      this.findings = findings;
    }

    ListComparison run() {
      number = nextNumber(null);
      entry = nextEntry(null);
      while (number != null || entry != null) {
        step(number, entry);
      }
      return new ListComparison(
          listedCount, registeredCount, same, tooNew, wouldCall, blocksAllowed, blocksUnknown);
    }

    private void step(@Nullable String left, @Nullable RegistryEntry right) {
      var order = order(left, right);
      if (left != null && order < 0) {
        blocksUnknown++;
        findings.accept(new Finding.BlocksUnknown(left));
        number = nextNumber(left);
      } else if (right != null) {
        judge(order == 0, right);
        if (order == 0) {
          number = nextNumber(left);
        }
        entry = nextEntry(right);
      }
    }

    private static int order(@Nullable String left, @Nullable RegistryEntry right) {
      if (left == null || right == null) {
        return left == null ? 1 : -1;
      }
      return left.compareTo(right.number());
    }

    private void judge(boolean blocked, RegistryEntry state) {
      if (blocked == state.doNotCall()) {
        same++;
      } else if (!state.receivedAt().isBefore(settledBefore)) {
        tooNew++;
      } else if (blocked) {
        blocksAllowed++;
        findings.accept(new Finding.BlocksAllowed(state));
      } else {
        wouldCall++;
        findings.accept(new Finding.WouldCall(state));
      }
    }

    private @Nullable String nextNumber(@Nullable String before) {
      while (listed.hasNext()) {
        var next = listed.next();
        var order = before == null ? 1 : next.compareTo(before);
        if (order < 0) {
          throw new IllegalArgumentException("the list is not ascending");
        }
        if (order > 0) {
          listedCount++;
          return next;
        }
      }
      return null;
    }

    private @Nullable RegistryEntry nextEntry(@Nullable RegistryEntry before) {
      if (!registry.hasNext()) {
        return null;
      }
      var next = registry.next();
      if (before != null && next.number().compareTo(before.number()) <= 0) {
        throw new IllegalArgumentException("the registry is not ascending");
      }
      registeredCount++;
      return next;
    }
  }
}
