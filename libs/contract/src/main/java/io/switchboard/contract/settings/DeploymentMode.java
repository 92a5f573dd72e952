package io.switchboard.contract.settings;

/** The environment that this runs in: {@code SWITCHBOARD_ENV}. */
public enum DeploymentMode {
  DEVELOPMENT,
  PRODUCTION;

  /** Reads {@code SWITCHBOARD_ENV}; development when unset. */
  public static DeploymentMode read(Environment environment) {
    return environment.parsed(
        "SWITCHBOARD_ENV",
        () -> DEVELOPMENT,
        "production",
        text ->
            switch (text) {
              case "development" -> DEVELOPMENT;
              case "production" -> PRODUCTION;
              default -> throw new IllegalArgumentException("must be development or production");
            });
  }
}
