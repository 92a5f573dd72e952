package io.switchboard.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The standard output of this process, which knows when a part of it could not be written. A writer
 * on {@code System.out} does not: a PrintStream keeps the exception, so that the writer's {@code
 * checkError} is never true.
 */
final class StandardOutput extends FileOutputStream {
  private static final Path NAME = Path.of("/dev/stdout");
  private static final int TYPE_OF_FILE = 0xF000;
  private static final int PIPE = 0x1000;
  private static final int SOCKET = 0xC000;

  private final PrintWriter writer =
      new PrintWriter(new OutputStreamWriter(this, StandardCharsets.UTF_8), true);
  private @Nullable IOException failure;

  StandardOutput() {
    super(FileDescriptor.out);
  }

  PrintWriter writer() {
    return writer;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      super.write(bytes, offset, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /**
   * Why the output is incomplete; empty when it is complete, and when its reader wanted no more, as
   * {@code | head}.
   */
  Optional<String> incomplete() {
    writer.flush();
    var why = failure;
    return why == null || isReadByAProcess()
        ? Optional.empty()
        : Optional.of(String.valueOf(why.getMessage()));
  }

  /**
   * Writing to a process fails only when it has gone. The message, "Broken pipe", would say so in
   * the language of the user.
   */
  private static boolean isReadByAProcess() {
    try {
      var type = (int) Files.getAttribute(NAME, "unix:mode") & TYPE_OF_FILE;
      return type == PIPE || type == SOCKET;
    } catch (IOException _) {
      return false; // closed
    }
  }
}
