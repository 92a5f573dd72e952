package io.switchboard.embedded;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Creates a value at the first call and returns the same one afterwards. */
final class MemoizedSupplier<T> implements Supplier<T> {
  private final Supplier<T> start;
  private @Nullable T value;

  MemoizedSupplier(Supplier<T> start) {
    this.start = start;
  }

  @Override
  public synchronized T get() {
    var running = value;
    if (running == null) {
      running = start.get();
      value = running;
    }
    return running;
  }
}
