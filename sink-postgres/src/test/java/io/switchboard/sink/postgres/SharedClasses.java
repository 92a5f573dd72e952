package io.switchboard.sink.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What makes the many starts of one program cheap: the first that ends orderly leaves the classes
 * that it has loaded in an archive, and the others take them from there. That works for jars alone,
 * so the folders of the class path are packed.
 */
final class SharedClasses {
  private static @Nullable SharedClasses made;

  private final List<String> options;

  private SharedClasses(Path directory) throws IOException {
    var entries = new ArrayList<String>();
    for (var entry : System.getProperty("java.class.path").split(":", -1)) {
      var path = Path.of(entry);
      if (!Files.isDirectory(path)) {
        entries.add(entry);
      } else if (!path.endsWith("test-classes")) {
        entries.add(packed(path, directory.resolve(entries.size() + ".jar")).toString());
      }
    }
    this.options =
        List.of(
            "-XX:+AutoCreateSharedArchive",
            "-XX:SharedArchiveFile=" + directory.resolve("classes.jsa"),
            "-cp",
            String.join(":", entries));
  }

  /** Of this process: made once, gone with it. */
  static synchronized SharedClasses get() {
    if (made == null) {
      try {
        var directory = Files.createTempDirectory("shared-classes");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
        made = new SharedClasses(directory);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return made;
  }

  /** The class path among them. */
  List<String> options() {
    return options;
  }

  private static Path packed(Path folder, Path jar) throws IOException {
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        var files = Files.walk(folder)) {
      out.setLevel(0);
      for (var file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(folder.relativize(file).toString()));
        Files.copy(file, out);
      }
    }
    return jar;
  }

  private static void delete(Path directory) {
    try (var files = Files.list(directory)) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(directory);
    } catch (IOException e) {
      System.err.println("left behind: " + e);
    }
  }
}
