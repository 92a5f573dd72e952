package io.switchboard.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The file in which a server keeps its own process id, and the process that it belongs to.
 *
 * @param file its first line is the id
 * @param program how the name of the server's executable begins
 */
record PidFile(Path file, String program) {
  /** The file is written right after the start; clocks and file systems round. */
  private static final Duration ROUNDING = Duration.ofSeconds(2);

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(8);
  private static final Duration POLL = Duration.ofMillis(20);

  /**
   * The live process that wrote the file: same id, same program, and started before the file was
   * last written. A stranger that got the id after a reboot or a long time is younger than the
   * file.
   */
  Optional<ProcessHandle> owner() {
    try {
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      var written = Files.getLastModifiedTime(file).toInstant();
      var firstLine = Files.readString(file).lines().findFirst().orElse("").strip();
      return firstLine.matches("\\d{1,10}")
          ? ProcessHandle.of(Long.parseLong(firstLine))
              .filter(ProcessHandle::isAlive)
              .filter(process -> isOurs(process.info(), written.plus(ROUNDING)))
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty(); // it went away while we looked: there is no owner any more
    }
  }

  private boolean isOurs(ProcessHandle.Info info, java.time.Instant latest) {
    return info.command()
            .map(command -> Path.of(command).getFileName().toString())
            .filter(name -> name.startsWith(program))
            .isPresent()
        && info.startInstant().filter(start -> !start.isAfter(latest)).isPresent();
  }

  /**
   * Stops the owner if there is one: politely, then by force. Tells its id.
   *
   * @param signal what the server understands as "stop now, cleanly", for example INT
   */
  Optional<Long> stopOwner(String signal) {
    return owner()
        .map(
            process -> {
              signal(process, signal);
              if (!ends(process)) {
                process.destroyForcibly();
                ends(process);
              }
              return process.pid();
            });
  }

  private static void signal(ProcessHandle process, String signal) {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    } catch (IOException _) {
      process.destroy(); // no kill command here: the polite signal that Java knows
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Looks every few milliseconds: Java's own wait for a process that is no child looks every second
   * or two.
   */
  private static boolean ends(ProcessHandle process) {
    var deadline = System.nanoTime() + STOP_TIMEOUT.toNanos();
    while (process.isAlive()) {
      if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return true;
  }
}
