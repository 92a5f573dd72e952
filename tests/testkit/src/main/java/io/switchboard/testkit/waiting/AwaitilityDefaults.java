package io.switchboard.testkit.waiting;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * What Awaitility does unless a test says otherwise, set by JUnit before the first test of a
 * process: waits last up to three minutes, because the machine may be busy, and the exception that
 * ends a thread of one test does not fail another test that runs at the same time.
 */
public final class AwaitilityDefaults implements LauncherSessionListener {
  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    Awaitility.setDefaultTimeout(TIMEOUT);
    Awaitility.doNotCatchUncaughtExceptionsByDefault();
  }
}
