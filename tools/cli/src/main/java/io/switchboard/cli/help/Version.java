package io.switchboard.cli.help;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/**
 * The output of {@code --version}: the version of the jar, the commit that the launcher names in
 * the system property {@code switchboard.commit} (it ends with {@code -modified} when files differ
 * from it), and Java's version.
 */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    var version = Version.class.getPackage().getImplementationVersion();
    var commit = System.getProperty("switchboard.commit", "");
    return new String[] {
      "Switchboard "
          + Objects.requireNonNullElse(version, "of a working copy")
          + (commit.isEmpty() ? "" : ", commit " + commit),
      "Java " + Runtime.version()
    };
  }
}
