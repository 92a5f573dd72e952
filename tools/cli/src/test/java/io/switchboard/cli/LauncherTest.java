package io.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.standalone.ServiceCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LauncherTest {
  private static final Path LAUNCHER =
      Path.of("..", "..", "switchboard").toAbsolutePath().normalize();
  private static final String SYSTEM_PATH = "/usr/bin:/bin";

  private record Run(int exitCode, String output) {}

  @Test
  void shouldBeAScriptThatBashCanRead() throws Exception {
    assertThat(run(Map.of(), "bash", "-n", LAUNCHER.toString())).isEqualTo(new Run(0, ""));
  }

  @Test
  void shouldSayWhatToInstallWhenThereIsNoJdk(@TempDir Path home) throws Exception {
    var run =
        run(
            Map.of(
                "HOME",
                home.toString(),
                "SWITCHBOARD_JDK_PLACES",
                "",
                "PATH",
                pathWithout("javac", home)),
            LAUNCHER.toString(),
            "--version");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).contains("JDK 25").contains("Install").contains("JAVA_HOME");
  }

  @Test
  void shouldPassOverAJdkThatIsTooOld(@TempDir Path home) throws Exception {
    var old = jdk(home.resolve("old"), "17.0.15");

    var run =
        run(
            Map.of(
                "HOME", home.toString(),
                "JAVA_HOME", old.toString(),
                "SWITCHBOARD_JDK_PLACES", "",
                "PATH", pathWithout("javac", home)),
            LAUNCHER.toString(),
            "--version");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).contains("found none");
  }

  @Test
  void shouldRunTheJarsOfAnArchiveWithoutMaven(@TempDir Path home) throws Exception {
    var archive = archive(home.resolve("archive"));

    var run = run(withoutMaven(home), archive.toString(), "--version");

    assertThat(run.exitCode()).isEqualTo(9);
    assertThat(run.output())
        .contains("-Dswitchboard.commit=0123456789ab")
        .contains(home + "/archive/lib/cli-1.jar:" + home + "/archive/lib/contract-1.jar")
        .contains("io.switchboard.cli.SwitchboardCommand --version");
  }

  @Test
  void shouldStartWithoutAHome(@TempDir Path home) throws Exception {
    var archive = archive(home.resolve("archive"));
    var environment = withoutMaven(home);

    var run = run(environment, "env", "-u", "HOME", archive.toString(), "--version");

    assertThat(run.output()).contains("io.switchboard.cli.SwitchboardCommand --version");
  }

  @Test
  void shouldGiveJavaALocaleThatKnowsEveryLetter(@TempDir Path home) throws Exception {
    var archive = archive(home.resolve("archive"));
    var environment = withoutMaven(home);

    var run = run(environment, "env", "LC_ALL=C", archive.toString(), "--version");

    assertThat(run.output()).endsWith("--version LC_ALL=C.UTF-8\n");
  }

  @Test
  void shouldSayThatAnArchiveHasNoTests(@TempDir Path home) throws Exception {
    var archive = archive(home.resolve("archive"));

    var run = run(withoutMaven(home), archive.toString(), "test");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.output()).contains("'test' needs a clone of the repository");
  }

  @Test
  void shouldListEveryServiceInTheArchive() throws Exception {
    var script = Files.readString(LAUNCHER.resolveSibling("tools").resolve("dist/dist.sh"));

    assertThat(script)
        .contains(
            "services=(%s simulated-tenant cli)"
                .formatted(String.join(" ", ServiceCatalog.names())));
  }

  /** What the launcher reads of an archive. */
  private static Path archive(Path directory) throws IOException {
    Files.createDirectories(directory.resolve("services"));
    Files.writeString(directory.resolve("RELEASE"), "version=1\ncommit=0123456789ab\n");
    Files.writeString(directory.resolve("services/cli.jars"), "cli-1.jar\ncontract-1.jar\n");
    return Files.copy(
        LAUNCHER, directory.resolve("switchboard"), StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static Map<String, String> withoutMaven(Path home) throws IOException {
    return Map.of(
        "HOME", home.toString(),
        "JAVA_HOME", jdk(home.resolve("jdk"), "25.0.1").toString(),
        "PATH", pathWithout("mvn", home));
  }

  /** A JDK as the launcher sees one; its programs print their arguments. */
  private static Path jdk(Path home, String version) throws IOException {
    Files.createDirectories(home.resolve("bin"));
    for (var program : List.of("java", "javac")) {
      var file =
          Files.writeString(
              home.resolve("bin").resolve(program),
              "#!/bin/sh\necho \"$@\" LC_ALL=\"$LC_ALL\"\nexit 9\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  /** The system's programs through links, all but one. */
  private static String pathWithout(String program, Path home) throws IOException {
    var bin = Files.createDirectories(home.resolve("path"));
    for (var name :
        List.of("bash", "dirname", "readlink", "sed", "env", "printf", "cat", "find", "touch")) {
      assertThat(name).isNotEqualTo(program);
      for (var folder : SYSTEM_PATH.split(":", -1)) {
        var target = Path.of(folder, name);
        if (Files.exists(target) && !Files.exists(bin.resolve(name))) {
          Files.createSymbolicLink(bin.resolve(name), target);
        }
      }
    }
    return bin.toString();
  }

  private static Run run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JAVA_HOME");
    builder.environment().putAll(environment);
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }
}
