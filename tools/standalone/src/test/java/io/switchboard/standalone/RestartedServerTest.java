package io.switchboard.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RestartedServerTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final FailureWatch failures = new FailureWatch();
  private final List<Program> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(Program::close);
  }

  @Test
  void shouldStartAServerAgainThatEndedByItself() throws Exception {
    try (var server = RestartedServer.start("A server", this::program, Program::handle, failures)) {
      var first = server.current();

      first.close();

      Awaitility.await().atMost(PATIENCE).until(() -> server.current() != first);
      assertThat(server.current().handle().isAlive()).isTrue();
      assertThat(failures.any()).isFalse();
    }
  }

  @Test
  void shouldFailWhenAServerEndsTooOften() throws Exception {
    try (var server = RestartedServer.start("A server", this::program, Program::handle, failures)) {
      for (var i = 0; i < 5; i++) {
        var now = server.current();
        now.close();
        Awaitility.await().atMost(PATIENCE).until(() -> server.current() != now);
      }

      server.current().close();

      var failure = CompletableFuture.supplyAsync(failures::await).get(30, TimeUnit.SECONDS);
      assertThat(failure).startsWith("A server (process ").endsWith("has ended too often");
    }
  }

  @Test
  void shouldNotStartAgainWhatIsStopped() throws Exception {
    var server = RestartedServer.start("A server", this::program, Program::handle, failures);
    var ended = server.current().handle().onExit();

    server.close();

    ended.get(30, TimeUnit.SECONDS);
    assertThat(started).hasSize(1);
  }

  private synchronized Program program() {
    try {
      var program = new Program(new ProcessBuilder("sleep", "600").start());
      started.add(program);
      return program;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Program(Process process) implements AutoCloseable {
    ProcessHandle handle() {
      return process.toHandle();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
