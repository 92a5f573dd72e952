package io.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher's long proofs, in a source tree of two modules and with a Maven that only answers.
 */
final class LongProofsTest {
  private static final Path LAUNCHER =
      Path.of("..", "..", "switchboard").toAbsolutePath().normalize();

  @TempDir private Path tree;

  private record Run(int exitCode, List<String> lines) {}

  @BeforeEach
  void createTree() throws Exception {
    Files.copy(LAUNCHER, tree.resolve("switchboard"));
    program("jdk/bin/java", "exit 0");
    program("jdk/bin/javac", "exit 0");
    write("jdk/release", "JAVA_VERSION=\"25\"\n");
    program("bin/mvn", "case \"$*\" in *SecondTest*) exit \"${SECOND:-0}\";; esac");
    write("first/src/test/java/FirstTest.java", "@Tag(\"long\") class FirstTest {}\n");
    write("libs/second/src/test/java/SecondTest.java", "@Tag(\"long\") class SecondTest {}\n");
    write("first/src/test/java/QuickTest.java", "class QuickTest {}\n");
    write(".gitignore", "target/\n");
    run("0", "git", "init", "-q");
  }

  @Test
  void shouldCountTheProofsWithTheTimeThatEachTook() throws Exception {
    var run = prove("0");

    assertThat(run.exitCode()).isZero();
    assertThat(run.lines())
        .anyMatch(line -> line.matches(".*1 of 2: first FirstTest holds, after 0:00:\\d\\d"))
        .anyMatch(line -> line.matches(".*2 of 2: libs/second SecondTest begins, .* elapsed"));
  }

  @Test
  void shouldRememberWhatHeldForTheSameSources() throws Exception {
    prove("1");

    var again = prove("0");

    assertThat(again.lines())
        .anyMatch(line -> line.contains("FirstTest has been proven before"))
        .anyMatch(line -> line.contains("SecondTest holds"));
  }

  @Test
  void shouldForgetWhatHeldWhenAFileChangesThatIsNotCommitted() throws Exception {
    write("first/src/main/java/First.java", "class First {}");
    prove("0");
    write("first/src/main/java/First.java", "class First { int more; }");

    var again = prove("0");

    assertThat(again.lines())
        .anyMatch(line -> line.contains("FirstTest holds"))
        .noneMatch(line -> line.contains("proven before"));
  }

  @Test
  void shouldRememberWhatHeldWhenOnlyTextsChangeThatNoProofReads() throws Exception {
    write("first/README.md", "First.\n");
    write("docs/adr/0001-first.md", "We decided.\n");
    prove("0");
    write("first/README.md", "The first module.\n");
    write("docs/adr/0001-first.md", "We decided and say why.\n");
    write("CHANGELOG.md", "Changed.\n");

    var again = prove("0");

    assertThat(again.lines())
        .anyMatch(line -> line.contains("FirstTest has been proven before"))
        .anyMatch(line -> line.contains("SecondTest has been proven before"));
  }

  @Test
  void shouldFailWhenAProofFails() throws Exception {
    var run = prove("1");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.lines())
        .anyMatch(line -> line.contains("FirstTest holds"))
        .anyMatch(line -> line.contains("SecondTest FAILED"));
  }

  /** With a Maven that ends like this for the second proof. */
  private Run prove(String second) throws IOException, InterruptedException {
    return run(second, tree.resolve("switchboard").toString(), "test", "--long");
  }

  private Run run(String second, String... command) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).directory(tree.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", tree.resolve("jdk").toString());
    builder.environment().put("PATH", tree.resolve("bin") + ":" + System.getenv("PATH"));
    builder.environment().put("SECOND", second);
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output.lines().toList());
  }

  private void program(String name, String commands) throws IOException {
    write(name, "#!/bin/sh\n" + commands + "\n");
    assertThat(tree.resolve(name).toFile().setExecutable(true)).isTrue();
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(tree.resolve(name).getParent());
    Files.writeString(
        tree.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
  }
}
