package io.switchboard.cli.doctor;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.contract.settings.SettingsException;
import io.switchboard.standalone.servers.UnreachableServerException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** Runs checks, each with a time limit. */
public final class CheckRun {
  /** Longer than the timeouts of the requests in a check, so that these name the cause. */
  private static final Duration LIMIT = Duration.ofSeconds(12);

  private final Duration limit;

  public CheckRun() {
    this(LIMIT);
  }

  CheckRun(Duration limit) {
    this.limit = limit;
  }

  /**
   * Runs them and reports them in this order. A check whose predecessor failed or was skipped is
   * skipped. Those without a predecessor look at servers of their own and begin together, so that
   * several silent servers take the time of one.
   *
   * @param report gets each result as it comes
   * @return whether no check failed
   */
  public boolean run(List<Check> checks, BiConsumer<Check, Verdict> report) {
    var unusable = new HashSet<String>();
    var failed = false;
    LoggerFactory.getILoggerFactory(); // before several threads would initialise it
    try (var threads = threads()) {
      var begun = begin(checks, threads);
      for (var check : checks) {
        var first = begun.get(check);
        var verdict = first == null ? verdict(check, unusable) : first.join();
        report.accept(check, verdict);
        switch (verdict) {
          case Verdict.Failed _ -> {
            failed = true;
            unusable.add(check.number());
          }
          case Verdict.Skipped _ -> unusable.add(check.number());
          case Verdict.Passed _, Verdict.Warned _ -> {}
        }
      }
    }
    return !failed;
  }

  /**
   * Platform threads: the clients initialise their classes in them, which pins a virtual thread to
   * one of the few carriers that another one may need to go on.
   */
  private static ExecutorService threads() {
    return Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory());
  }

  private Map<Check, CompletableFuture<Verdict>> begin(List<Check> checks, Executor threads) {
    var numbers = checks.stream().map(Check::number).collect(Collectors.toSet());
    var begun = new HashMap<Check, CompletableFuture<Verdict>>();
    for (var check : checks) {
      if (!numbers.contains(check.after())) {
        begun.put(check, CompletableFuture.supplyAsync(() -> limited(check.look()), threads));
      }
    }
    return begun;
  }

  private Verdict verdict(Check check, Set<String> unusable) {
    return unusable.contains(check.after())
        ? new Verdict.Skipped("needs check " + check.after())
        : limited(check.look());
  }

  private Verdict limited(Callable<Verdict> look) {
    var thread = threads();
    try {
      return thread.submit(look).get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      return failure(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException _) {
      return new Verdict.Failed(
          "no result within %d s".formatted(limit.toSeconds()),
          "look at the load of that server and at the network between");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during the checks", e);
    } finally {
      thread.shutdownNow(); // not close: it would wait for a server that does not answer
    }
  }

  /** Only messages of our own are shown: others may contain secrets and numbers. */
  private static Verdict failure(Throwable failure) {
    return switch (failure) {
      case UnreachableServerException e -> sentences(String.valueOf(e.getMessage()));
      case CommandFailure e -> new Verdict.Failed(String.valueOf(e.getMessage()), "set it");
      case SettingsException e ->
          new Verdict.Failed(String.valueOf(e.getMessage()), "correct the setting");
      case SQLException e ->
          new Verdict.Failed(
              "PostgreSQL refuses, SQLSTATE " + e.getSQLState(), "read PostgreSQL's log");
      default ->
          new Verdict.Failed(
              failure.getClass().getSimpleName(), "--verbose prints the logs of the clients");
    };
  }

  /** What does not answer, and which setting gives the address. */
  private static Verdict sentences(String message) {
    var end = message.indexOf("). ");
    return end < 0
        ? new Verdict.Failed(message, "start it")
        : new Verdict.Failed(message.substring(0, end + 1), message.substring(end + 3));
  }
}
