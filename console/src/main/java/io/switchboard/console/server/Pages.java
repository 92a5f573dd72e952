package io.switchboard.console.server;

import io.switchboard.console.ConsoleSettings;
import io.switchboard.console.access.Authorization;
import io.switchboard.console.access.LoginThrottle;
import io.switchboard.console.audit.AuditPage;
import io.switchboard.console.audit.ConsoleAudit;
import io.switchboard.console.calls.CallsPage;
import io.switchboard.console.consent.ChainPage;
import io.switchboard.console.consent.ConsentPage;
import io.switchboard.console.dispositions.DispositionsPage;
import io.switchboard.console.dlq.DeadLetterActions;
import io.switchboard.console.dlq.DeadLetterPage;
import io.switchboard.console.dlq.DeadLettersPage;
import io.switchboard.console.live.LivePage;
import io.switchboard.console.live.RecordBuffer;
import io.switchboard.console.live.RecordPage;
import io.switchboard.console.overview.OverviewPage;
import io.switchboard.console.pushes.PushesPage;
import io.switchboard.console.store.Store;
import io.switchboard.console.trace.TracePage;
import io.switchboard.console.view.Views;

/** The handlers of all pages. */
public record Pages(
    LoginPage login,
    OverviewPage overview,
    LivePage live,
    RecordPage record,
    CallsPage calls,
    TracePage trace,
    ConsentPage consent,
    ChainPage chain,
    DispositionsPage dispositions,
    DeadLettersPage deadLetters,
    DeadLetterPage deadLetter,
    DeadLetterActions deadLetterActions,
    PushesPage pushes,
    AuditPage audit) {

  /** Builds them. */
  public static Pages of(
      ConsoleSettings settings,
      Authorization authorization,
      LoginThrottle throttle,
      OverviewPage overview,
      RecordBuffer buffer,
      Store store,
      ConsoleAudit audit,
      DeadLetterActions deadLetterActions,
      Views views) {
    var kafka = settings.kafka();
    return new Pages(
        new LoginPage(settings.users(), authorization, throttle, views),
        overview,
        new LivePage(buffer, kafka.prefix(), views),
        new RecordPage(kafka, views),
        new CallsPage(store, views),
        new TracePage(kafka, settings.region(), views),
        new ConsentPage(store, views),
        new ChainPage(store, audit, views, settings.region()),
        new DispositionsPage(store, views),
        new DeadLettersPage(kafka, views),
        new DeadLetterPage(kafka, audit, views),
        deadLetterActions,
        new PushesPage(store, views),
        new AuditPage(kafka, views));
  }
}
