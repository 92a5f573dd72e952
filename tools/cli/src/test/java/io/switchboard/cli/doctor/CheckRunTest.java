package io.switchboard.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cli.doctor.rules.Verdict;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class CheckRunTest {
  private static final Callable<Verdict> WELL = () -> new Verdict.Passed("well");

  private final Map<String, Verdict> verdicts = new LinkedHashMap<>();

  private boolean run(CheckRun run, Check... checks) {
    return run.run(List.of(checks), (check, verdict) -> verdicts.put(check.number(), verdict));
  }

  @Test
  void shouldSkipWhatNeedsAFailedCheckAndRunTheOthers() {
    var well =
        run(
            new CheckRun(),
            new Check("1", "", "", () -> new Verdict.Failed("broken", "mend it")),
            new Check("2", "", "1", WELL),
            new Check("3", "", "2", WELL),
            new Check("4", "", "", WELL));

    assertThat(well).isFalse();
    assertThat(verdicts)
        .containsEntry("2", new Verdict.Skipped("needs check 1"))
        .containsEntry("3", new Verdict.Skipped("needs check 2"))
        .containsEntry("4", new Verdict.Passed("well"));
  }

  /** Each of the two ends when the other one has begun, as two silent servers wait together. */
  @Test
  void shouldBeginThoseWithoutAPredecessorTogether() {
    var both = new CountDownLatch(2);
    Callable<Verdict> waits =
        () -> {
          both.countDown();
          both.await();
          return new Verdict.Passed("met");
        };

    run(new CheckRun(), new Check("1", "", "", waits), new Check("2", "", "other", waits));

    assertThat(verdicts.values()).containsOnly(new Verdict.Passed("met"));
  }

  @Test
  void shouldNotCountWarnings() {
    var well =
        run(
            new CheckRun(),
            new Check("1", "", "", () -> new Verdict.Warned("soon", "renew")),
            new Check("2", "", "1", WELL));

    assertThat(well).isTrue();
    assertThat(verdicts).containsEntry("2", new Verdict.Passed("well"));
  }

  @Test
  void shouldFailACheckThatDoesNotEnd() {
    var never = new CountDownLatch(1);

    run(
        new CheckRun(Duration.ofMillis(50)),
        new Check(
            "1",
            "",
            "",
            () -> {
              never.await();
              return new Verdict.Passed("late");
            }));

    assertThat(verdicts.get("1")).isInstanceOf(Verdict.Failed.class);
  }

  @Test
  void shouldShowNoMessageOfOthers() {
    run(
        new CheckRun(),
        new Check(
            "1",
            "",
            "",
            () -> {
              throw new IllegalStateException("password=secret");
            }));

    assertThat(verdicts)
        .extractingByKey("1")
        .asString()
        .contains("IllegalStateException")
        .doesNotContain("secret");
  }
}
