package io.switchboard.console.server;

import io.switchboard.console.ConsoleSettings;
import io.switchboard.console.access.Authorization;
import io.switchboard.console.access.LoginThrottle;
import io.switchboard.console.live.LivePage;
import io.switchboard.console.live.RecordBuffer;
import io.switchboard.console.live.RecordPage;
import io.switchboard.console.view.Views;

/** The handlers of all pages. */
public record Pages(LoginPage login, LivePage live, RecordPage record) {

  /** Builds them. */
  public static Pages of(
      ConsoleSettings settings,
      Authorization authorization,
      LoginThrottle throttle,
      RecordBuffer buffer,
      Views views) {
    return new Pages(
        new LoginPage(settings.users(), authorization, throttle, views),
        new LivePage(buffer, settings.kafka().prefix(), views),
        new RecordPage(settings.kafka(), views));
  }
}
