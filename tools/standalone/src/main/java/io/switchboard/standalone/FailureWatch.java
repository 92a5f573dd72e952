package io.switchboard.standalone;

import io.switchboard.service.HealthCheck;
import io.switchboard.service.Service;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** The first component that ended unexpectedly. */
final class FailureWatch {
  private final CompletableFuture<String> first = new CompletableFuture<>();
  private volatile boolean stopping;

  /** Ignores everything from now on: components are stopped intentionally. */
  void stopping() {
    stopping = true;
  }

  /** Whether components are being stopped intentionally. */
  boolean isStopping() {
    return stopping;
  }

  /** Records a failure; the first one counts. */
  void record(String what) {
    if (!stopping) {
      first.complete(what);
    }
  }

  /** Watches a service. */
  void watch(Service service) {
    Thread.ofVirtual()
        .name("watch-" + service.name())
        .start(
            () -> {
              try {
                service.health().awaitFailure();
                record(service.name() + " has failed: " + causes(service));
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private static String causes(Service service) {
    return service.health().snapshot().stream()
        .filter(check -> check.status() == HealthCheck.Status.FAILED)
        .map(check -> check.name() + ": " + check.detail())
        .collect(Collectors.joining("; "));
  }

  /** Whether a component has failed. */
  boolean any() {
    return first.isDone();
  }

  /** Waits for the first failure; returns it. */
  String await() {
    return first.join();
  }
}
