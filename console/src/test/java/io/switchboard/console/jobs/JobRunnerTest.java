package io.switchboard.console.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.console.access.Person;
import io.switchboard.console.access.Role;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class JobRunnerTest {
  private static final Person ANN = new Person("ann", Set.of(Role.OPERATOR));

  private final JobRunner<String> runner = new JobRunner<>(1);
  private final CountDownLatch held = new CountDownLatch(1);

  @AfterEach
  void close() {
    runner.close();
  }

  @Test
  void shouldKeepTheResult() {
    var job = runner.start("a job", ANN, _ -> "result").orElseThrow();

    await().until(() -> !job.isRunning());

    assertThat(job.state())
        .isInstanceOfSatisfying(
            JobState.Done.class, done -> assertThat(done.result()).isEqualTo("result"));
  }

  @Test
  void shouldRefuseASecondJobWhileOneRuns() {
    var _ = runner.start("a job", ANN, _ -> hold());

    var second = runner.start("another", ANN, _ -> "result");

    assertThat(second).isEmpty();
  }

  @Test
  void shouldStopACancelledJobAtItsNextReport() {
    var job =
        runner
            .start(
                "a job",
                ANN,
                progress -> {
                  hold();
                  progress.at(1, 2);
                  return "result";
                })
            .orElseThrow();
    job.cancel();

    held.countDown();

    await().until(() -> job.state() instanceof JobState.Cancelled);
  }

  @Test
  void shouldQuoteNoNumberInTheProblemOfAFailedJob() {
    var job =
        runner
            .start(
                "a job",
                ANN,
                _ -> {
                  throw new IllegalStateException("cannot use +14155552671");
                })
            .orElseThrow();

    await().until(() -> !job.isRunning());

    assertThat(job.state())
        .isInstanceOfSatisfying(
            JobState.Failed.class,
            failed -> assertThat(failed.problem()).isEqualTo("cannot use ***71"));
  }

  private String hold() {
    try {
      held.await();
      return "held";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
