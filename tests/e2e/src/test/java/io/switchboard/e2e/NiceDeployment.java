package io.switchboard.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One deployment against a tenant in the shape that NICE publishes, for all its test classes. They
 * use it one after the other: each has a {@code ResourceLock} on {@link #LOCK}.
 */
final class NiceDeployment implements BeforeAllCallback {
  static final String LOCK = "the deployment in the shape of NICE";

  private static volatile @Nullable RunningSwitchboard running;

  /** It runs from the first of its classes on. */
  static RunningSwitchboard running() {
    return Objects.requireNonNull(running, "@ExtendWith(NiceDeployment.class)");
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    running =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.GLOBAL)
            .computeIfAbsent(LOCK, _ -> Deployment.start(), Deployment.class)
            .switchboard();
  }

  /** Stopped, with its directory deleted, after the last class. */
  private record Deployment(Path directory, RunningSwitchboard switchboard)
      implements AutoCloseable {

    static Deployment start() {
      try {
        var directory = Files.createTempDirectory("switchboard-nice-");
        return new Deployment(directory, RunningSwitchboard.inTheShapeOfNice(directory).up());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws Exception {
      switchboard.close();
      try (var paths = Files.walk(directory)) {
        for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
