package io.switchboard.standalone;

import io.switchboard.service.HealthCheck;
import io.switchboard.service.Service;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** The first thing that ended by itself, of everything that must not. */
final class Faults {
  private final CompletableFuture<String> first = new CompletableFuture<>();
  private volatile boolean stopping;

  /** From here on everything ends on purpose. */
  void stopping() {
    stopping = true;
  }

  private void note(String what) {
    if (!stopping) {
      first.complete(what);
    }
  }

  /** Watches a process. */
  void watch(String what, ProcessHandle process) {
    process.onExit().thenRun(() -> note(what + " (process " + process.pid() + ") has ended"));
  }

  /** Watches a service. */
  void watch(Service service) {
    Thread.ofVirtual()
        .name("watch-" + service.name())
        .start(
            () -> {
              try {
                service.health().awaitFailure();
                note(service.name() + " has failed: " + causes(service));
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

  /** Whether there was one. */
  boolean any() {
    return first.isDone();
  }

  /** Waits for it and tells what it was. */
  String await() {
    return first.join();
  }
}
