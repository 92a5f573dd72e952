package io.switchboard.ingress.completed;

import io.micrometer.core.instrument.Counter;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.time.Times;
import io.switchboard.cxone.read.CxoneReader;
import io.switchboard.cxone.read.ListReader;
import io.switchboard.cxone.read.Page;
import io.switchboard.cxone.rest.CxoneAnswer;
import io.switchboard.ingress.limits.Limits;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.IngressRequest;
import io.switchboard.ingress.request.Problem;
import io.switchboard.ingress.request.RequestHandler;
import io.switchboard.ingress.request.Route;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads one report of completed contacts and puts its new results on the log, by the handler of the
 * webhook for call results: the same checks, the same topic, the same identity.
 *
 * @param handler of {@link Route#CALL_RESULT}
 * @param rejected keeps a contact that the handler refuses
 * @param published counts new results
 */
record ReportReader(
    CxoneReader cxone,
    RequestHandler handler,
    BiConsumer<IngressRequest, Problem> rejected,
    Counter published,
    Clock clock) {
  /** The name of the list in the profile. */
  static final String LIST = "completedContacts";

  /**
   * Reads the report from a time on.
   *
   * @param known learns of each result that is on the log
   * @param owner asked before each page
   */
  ReportResult read(Instant since, KnownResults known, BooleanSupplier owner)
      throws InterruptedException {
    known.beginReport();
    var report = new Report(list(since), known);
    while (owner.getAsBoolean()) {
      var result = report.nextPage();
      if (result.isPresent()) {
        return result.get();
      }
    }
    return new ReportResult.NotOwned();
  }

  private ListReader list(Instant since) {
    return cxone
        .list(LIST)
        .with("updatedSince", Times.format(since))
        .with("orderBy", "lastUpdateTime");
  }

  /** One report while it is read. */
  private final class Report {
    private final ListReader list;
    private final KnownResults known;
    private Page.@Nullable Got before;
    private long skip;
    private Optional<Instant> newest = Optional.empty();
    private Optional<Instant> oldestNew = Optional.empty();

    Report(ListReader list, KnownResults known) {
      this.list = list;
      this.known = known;
    }

    Optional<ReportResult> nextPage() throws InterruptedException {
      return switch (list.page(skip)) {
        case Page.Failed(var why) -> Optional.of(incomplete(why));
        case Page.Got page when page.repeats(before) ->
            Optional.of(
                page.isBehindTotal()
                    ? new ReportResult.Complete(newest, oldestNew)
                    : new ReportResult.Incomplete(
                        "GET /contacts/completed: the same page again, skip has no effect", null));
        case Page.Got page -> {
          before = page;
          for (var item : page.items()) {
            var contact = CompletedContact.of(item);
            if (contact.isPresent() && !take(contact.get())) {
              yield Optional.of(new ReportResult.Incomplete("Kafka did not take a result", null));
            }
          }
          skip = page.next();
          yield page.last()
              ? Optional.of(new ReportResult.Complete(newest, oldestNew))
              : Optional.empty();
        }
      };
    }

    private boolean take(CompletedContact contact) {
      var at = contact.updatedAt();
      if (known.isNew(contact)) {
        if (!publish(contact)) {
          return false;
        }
        oldestNew =
            oldestNew.filter(before -> at.isEmpty() || before.isBefore(at.get())).or(() -> at);
      }
      known.add(contact, clock.instant());
      newest = newest.filter(before -> at.isEmpty() || before.isAfter(at.get())).or(() -> at);
      return true;
    }
  }

  /** False when the same contact has to be published later. */
  private boolean publish(CompletedContact contact) {
    var request = request(contact);
    return switch (handler.handle(request)) {
      case Answer.Success _ -> counted();
      case Answer.Refusal(var problem) when problem.status() >= 500 -> false;
      case Answer.Refusal(var problem) -> {
        rejected.accept(request, problem);
        yield publishEssential(contact.essential());
      }
    };
  }

  /** Of a contact that was refused, for example because of a remark that is too long. */
  private boolean publishEssential(CompletedContact contact) {
    return switch (handler.handle(request(contact))) {
      case Answer.Success _ -> counted();
      case Answer.Refusal(var problem) -> problem.status() < 500;
    };
  }

  private boolean counted() {
    published.increment();
    return true;
  }

  /** With the update time as the sender's key: contact, disposition and time are the identity. */
  private IngressRequest request(CompletedContact contact) {
    return new IngressRequest(
        Route.CALL_RESULT,
        contact.callResult(),
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        System.nanoTime() + Limits.REQUEST_DEADLINE.toNanos(),
        Optional.of(contact.lastUpdateTime()).filter(time -> !time.isEmpty()),
        EventHeaders.newTraceparent(),
        null,
        null);
  }

  /** The details are CXone's text and stay out of it. */
  private static ReportResult incomplete(CxoneAnswer why) {
    Duration retryAfter = null;
    String text;
    switch (why) {
      case CxoneAnswer.TryAgain again -> {
        retryAfter = again.retryAfter();
        text = again.status() == 0 ? again.failure().name() : "status " + again.status();
      }
      case CxoneAnswer.Forbidden(var status, _, _) ->
          text = "status " + status + ": the access key needs the permission to read reports";
      case CxoneAnswer.Refused(var status, _) -> text = "refused with status " + status;
      case CxoneAnswer.Conflict(var status, _, _) -> text = "status " + status;
      case CxoneAnswer.Confirmed(var status) -> text = "status " + status;
      case CxoneAnswer.PerItem(var status, _) -> text = "status " + status;
      case CxoneAnswer.InDoubt(var status, _, _) -> text = "status " + status;
    }
    return new ReportResult.Incomplete("GET /contacts/completed: " + text, retryAfter);
  }
}
