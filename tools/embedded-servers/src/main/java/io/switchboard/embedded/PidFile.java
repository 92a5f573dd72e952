package io.switchboard.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The file in which a server stores its process id, and the process with this id.
 *
 * @param file its first line is the id
 * @param program the start of the name of the server's executable
 */
record PidFile(Path file, String program) {
  /** The file is written right after the start; clocks and file systems round. */
  private static final Duration ROUNDING = Duration.ofSeconds(2);

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(8);
  private static final Duration POLL = Duration.ofMillis(20);

  /**
   * The live process that wrote the file: same id, same program, and started before the file was
   * last written. Another process that got the id later is younger than the file.
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
      return Optional.empty(); // it ended meanwhile: there is no owner
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
   * Stops the owner if there is one: first by signal, then by force. Returns its id.
   *
   * @param signal the server's signal for a clean stop, for example INT
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
      process.destroy(); // no kill command here: use SIGTERM
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Checks every few milliseconds: Java's wait for a process that is not a child checks every
   * second or two.
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
