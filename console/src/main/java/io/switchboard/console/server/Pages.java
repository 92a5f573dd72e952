package io.switchboard.console.server;

import io.switchboard.console.ConsoleSettings;
import io.switchboard.console.access.Authorization;
import io.switchboard.console.access.ClientAddress;
import io.switchboard.console.access.LoginThrottle;
import io.switchboard.console.access.RevealedPages;
import io.switchboard.console.audit.AuditPage;
import io.switchboard.console.audit.ConsoleAudit;
import io.switchboard.console.calls.CallPage;
import io.switchboard.console.calls.CallReader;
import io.switchboard.console.calls.CallsPage;
import io.switchboard.console.consent.ChainPage;
import io.switchboard.console.consent.ConsentPage;
import io.switchboard.console.consent.EntryActions;
import io.switchboard.console.dispositions.DispositionsPage;
import io.switchboard.console.dlq.DeadLetterActions;
import io.switchboard.console.dlq.DeadLetterPage;
import io.switchboard.console.dlq.DeadLettersPage;
import io.switchboard.console.export.Exports;
import io.switchboard.console.live.LivePage;
import io.switchboard.console.live.RecordBuffer;
import io.switchboard.console.live.RecordPage;
import io.switchboard.console.overview.OverviewPage;
import io.switchboard.console.pushes.PushesPage;
import io.switchboard.console.store.Store;
import io.switchboard.console.trace.TracePage;
import io.switchboard.console.trace.TraceReader;
import io.switchboard.console.view.Views;
import io.switchboard.console.whatif.WhatIfPage;
import io.switchboard.replay.dlq.DeadLetterIndex;
import java.time.Clock;

/** The handlers of all pages. */
public record Pages(
    LoginPage login,
    OverviewPage overview,
    LivePage live,
    RecordPage record,
    CallsPage calls,
    CallPage call,
    TracePage trace,
    ConsentPage consent,
    ChainPage chain,
    EntryActions entries,
    DispositionsPage dispositions,
    DeadLettersPage deadLetters,
    DeadLetterPage deadLetter,
    DeadLetterActions deadLetterActions,
    PushesPage pushes,
    WhatIfPage whatIf,
    AuditPage audit)
    implements AutoCloseable {

  /** Builds them. */
  public static Pages of(
      ConsoleSettings settings,
      Authorization authorization,
      OverviewPage overview,
      RecordBuffer buffer,
      MenuFollower menu,
      Store store,
      DeadLetterIndex index,
      ConsoleAudit audit,
      Exports exports,
      Views views) {
    var kafka = settings.kafka();
    var region = settings.region();
    var revealed = new RevealedPages();
    return new Pages(
        new LoginPage(
            settings.users(),
            authorization,
            new LoginThrottle(Clock.systemUTC()),
            new ClientAddress(settings.proxies()),
            views),
        overview,
        new LivePage(buffer, kafka.prefix(), exports, views),
        new RecordPage(kafka, audit, revealed, views),
        CallsPage.of(store, menu.definitions(), menu.open(), menu.now(), exports, views),
        new CallPage(
            new CallReader(kafka, store, menu.open()),
            menu.definitions(),
            kafka.prefix(),
            audit,
            revealed,
            exports,
            views),
        new TracePage(new TraceReader(kafka, region), store, region, audit, exports, views),
        new ConsentPage(store, exports, views),
        new ChainPage(store, audit, revealed, exports, views, region),
        new EntryActions(kafka, region, store, audit, views),
        new DispositionsPage(store, exports, views),
        new DeadLettersPage(kafka, index, exports, views),
        new DeadLetterPage(kafka, audit, revealed, views),
        new DeadLetterActions(kafka, index, audit, views),
        new PushesPage(store, region, settings.rateLimit(), exports, views),
        new WhatIfPage(kafka, settings.dispositionRules(), exports, views),
        new AuditPage(kafka, exports, views));
  }

  /** Ends what people have started. */
  @Override
  public void close() {
    whatIf.close();
    deadLetterActions.close();
    entries.close();
  }
}
