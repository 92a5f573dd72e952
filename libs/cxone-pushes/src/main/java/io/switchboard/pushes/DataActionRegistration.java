package io.switchboard.pushes;

import io.switchboard.cxone.Cxone;
import io.switchboard.cxone.http.Backoff;
import io.switchboard.cxone.rest.CxoneAnswer;
import io.switchboard.cxone.rest.CxoneCall.RegisterDataAction;
import io.switchboard.pushes.records.ConnectionSource;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.task.MonitoredTask;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the URL of the data actions at CXone once, and stores the registration in {@code
 * cxone_registrations}. Two instances may do it concurrently: the second one gets 409, which counts
 * as success.
 */
final class DataActionRegistration implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DataActionRegistration.class);
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));
  private static final String NAME = "switchboard-contact-events";

  private final String endpointUrl;
  private final Cxone cxone;
  private final ConnectionSource database;
  private final Thread thread;

  DataActionRegistration(
      URI publicUrl, Cxone cxone, ConnectionSource database, HealthChecks health) {
    this.endpointUrl = publicUrl + "/webhook/data-actions";
    this.cxone = cxone;
    this.database = database;
    this.thread =
        Thread.ofVirtual()
            .name("cxone-registration")
            .unstarted(MonitoredTask.of("cxone-registration", health, this::run));
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      for (var attempt = 1; !done(); attempt++) {
        Thread.sleep(BACKOFF.after(attempt, ThreadLocalRandom.current()));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private boolean done() throws InterruptedException {
    try {
      return remembered() || registered();
    } catch (SQLException e) {
      if (ConnectionSource.tellsOfMissingTables(e)) {
        LOG.debug("waiting for the migration before the data action is registered");
        return false;
      }
      LOG.info(
          "Cannot register the data action, PostgreSQL is not available; retrying: {}",
          e.getSQLState());
      return false;
    }
  }

  private boolean remembered() throws SQLException {
    try (var connection = database.connect();
        var query =
            connection.prepareStatement(
                "select 1 from cxone_registrations where endpoint_url = ?")) {
      query.setString(1, endpointUrl);
      try (var rows = query.executeQuery()) {
        return rows.next();
      }
    }
  }

  private boolean registered() throws InterruptedException, SQLException {
    var call =
        new RegisterDataAction(NAME, "Contact changes for Switchboard's pipeline", endpointUrl);
    return switch (cxone.send(call, null)) {
      case CxoneAnswer.Confirmed(var status) -> {
        remember();
        LOG.info("Registered the data action {} at CXone ({})", endpointUrl, status);
        yield true;
      }
      case CxoneAnswer.Conflict _ -> {
        remember();
        yield true;
      }
      case CxoneAnswer.TryAgain(var status, var trouble, _, _) ->
          retryLater(status, trouble.name());
      case CxoneAnswer.Forbidden(var status, _, _) ->
          retryLater(status, "missing scope or credentials");
      case CxoneAnswer.Refused(var status, _) -> retryLater(status, "refused");
      case CxoneAnswer.PerItem(var status, _) -> retryLater(status, "not done");
      case CxoneAnswer.InDoubt(var status, var failure, _) -> retryLater(status, failure.name());
    };
  }

  private static boolean retryLater(int status, String why) {
    LOG.warn("CXone did not register the data action; retrying: {} {}", status, why);
    return false;
  }

  private void remember() throws SQLException {
    try (var connection = database.connect();
        var insert =
            connection.prepareStatement(
                "insert into cxone_registrations(endpoint_url, name) values (?, ?)"
                    + " on conflict do nothing")) {
      insert.setString(1, endpointUrl);
      insert.setString(2, NAME);
      insert.executeUpdate();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
