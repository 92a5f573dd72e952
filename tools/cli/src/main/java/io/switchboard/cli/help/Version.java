package io.switchboard.cli.help;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The output of {@code --version}. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    var version = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "Switchboard " + Objects.requireNonNullElse(version, "of a working copy"),
      "Java " + Runtime.version()
    };
  }
}
