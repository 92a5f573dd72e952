package io.switchboard.console.consent;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.switchboard.console.access.Authorization;
import io.switchboard.console.access.Person;
import io.switchboard.console.audit.ConsoleAudit;
import io.switchboard.console.consent.EntryOutcome.EntryLine;
import io.switchboard.console.jobs.Job;
import io.switchboard.console.jobs.JobProgress;
import io.switchboard.console.jobs.JobRunner;
import io.switchboard.console.store.Store;
import io.switchboard.console.view.SubmittedForms;
import io.switchboard.console.view.SubmittedForms.Submitted;
import io.switchboard.console.view.Views;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.contract.phone.DncKey;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.consent.ConsentEntry;
import io.switchboard.replay.consent.ConsentText;
import io.switchboard.replay.consent.EntryPlan;
import io.switchboard.replay.text.NumberMasking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code /consent/opt-out} and {@code /consent/{decision}/resolve}: the form, the plan, and the
 * entry that it starts. No address holds a number.
 */
public final class EntryActions implements AutoCloseable {
  private static final int MAX_AT_ONCE = 8;
  private static final String SOURCE = "/switchboard/console";
  private static final String DECISION = "decision:";
  private static final String GONE =
      "What was filled in is not remembered any more, and it was not entered. Fill it in again.";

  private final KafkaSettings kafka;
  private final String region;
  private final Store store;
  private final ConsoleAudit audit;
  private final Views views;
  private final JobRunner<EntryOutcome> entries = new JobRunner<>(MAX_AT_ONCE);
  private final SubmittedForms<EntryForm> forms = new SubmittedForms<>();

  /**
   * One event of a plan.
   *
   * @param now what the registry says of the number
   */
  public record PlannedEntry(DncEvent event, String now) {
    /** Whether the number is kept as digits that cannot be called. */
    public boolean isRaw() {
      return event.key().startsWith(DncKey.RAW);
    }

    /** Whether the text holds no number at all. */
    public boolean isUnknown() {
      return DncKey.isUnknownNumber(event.key()) && event.resolvedTo() == null;
    }
  }

  public EntryActions(
      KafkaSettings kafka, String region, Store store, ConsoleAudit audit, Views views) {
    this.kafka = kafka;
    this.region = region;
    this.store = store;
    this.audit = audit;
    this.views = views;
  }

  /** Answers with the form of an opt-out, or with the plan of one that was filled in. */
  public void optOutForm(Context context) {
    show(context, EntrySubject.OPT_OUT);
  }

  /** Keeps what was filled in and leads to its plan; enters it when the plan was confirmed. */
  public void optOut(Context context) {
    submit(context, EntrySubject.OPT_OUT);
  }

  /** Answers with the form for the number of a case, or with the plan of its resolution. */
  public void resolveForm(Context context) {
    var result = forms.find(context).map(Submitted::result).orElse("");
    if (result.isEmpty()) {
      show(context, subject(context));
    } else {
      context.redirect(result, HttpStatus.SEE_OTHER); // the case is not open any more
    }
  }

  /** As for an opt-out. */
  public void resolve(Context context) {
    submit(context, subject(context));
  }

  private EntrySubject subject(Context context) {
    var decision = context.pathParam("number");
    if (!decision.startsWith(DECISION)) {
      throw new BadRequestResponse("A case is named by its decision: open it on the consent page.");
    }
    return new EntrySubject(OpenCase.of(store, decision.substring(DECISION.length())));
  }

  private void show(Context context, EntrySubject subject) {
    var found = forms.find(context);
    if (found.isEmpty()) {
      var isGone = context.queryParam(SubmittedForms.PARAMETER) != null;
      form(context, subject, EntryForm.empty(context), isGone ? GONE : "");
      return;
    }
    var submitted = found.get();
    var form = submitted.form();
    if (!submitted.result().isEmpty()) {
      context.redirect(submitted.result(), HttpStatus.SEE_OTHER);
      return;
    }
    switch (subject.plan(form, region)) {
      case EntryPlan.Refused(var why) -> form(context, subject, form, why);
      case EntryPlan.Steps _ when context.queryParam("edit") != null ->
          form(context, subject, form, "");
      case EntryPlan.Steps plan -> plan(context, subject, submitted, plan);
    }
  }

  private void submit(Context context, EntrySubject subject) {
    var form = EntryForm.of(context);
    var done = forms.confirmed(context).map(Submitted::result).orElse("");
    if (!done.isEmpty()) {
      context.redirect(done, HttpStatus.SEE_OTHER); // pressed twice
    } else if (form.confirmed() && subject.plan(form, region) instanceof EntryPlan.Steps plan) {
      start(context, subject, form, plan);
    } else {
      forms.show(context, subject.address(), form);
    }
  }

  private void form(Context context, EntrySubject subject, EntryForm form, String problem) {
    views.page(
        context,
        NumberMasking.REVEALED, // that was filled in
        "entryForm.jte",
        subject.title(),
        Map.of(
            "address",
            subject.address(),
            "form",
            form,
            "open",
            subject.shown(),
            "problem",
            problem));
  }

  private void plan(
      Context context, EntrySubject subject, Submitted<EntryForm> submitted, EntryPlan.Steps plan) {
    var planned = new ArrayList<PlannedEntry>();
    plan.events()
        .forEach(step -> step.forEach(event -> planned.add(new PlannedEntry(event, now(event)))));
    var isOptOut = subject.open() == null;
    views.page(
        context,
        NumberMasking.REVEALED,
        "entryPlan.jte",
        subject.title(),
        Map.of(
            "address",
            subject.address(),
            "submitted",
            submitted,
            "at",
            isOptOut ? submitted.form().time() : planned.getFirst().event().eventTime(),
            "open",
            subject.shown(),
            "planned",
            planned));
  }

  private String now(DncEvent event) {
    return store
        .list(
            "SELECT do_not_call FROM dnc_registry WHERE phone_number = ?",
            row -> ConsentText.state(row.getBoolean(1)),
            event.key())
        .stream()
        .findFirst()
        .orElse(event.resolvedTo() == null ? "not on the registry" : "unresolved");
  }

  private void start(Context context, EntrySubject subject, EntryForm form, EntryPlan.Steps plan) {
    var person = Authorization.person(context);
    var recorded = subject.recorded(form, plan);
    entries
        .start(subject.words(), person, progress -> enter(plan, person, recorded, progress))
        .ifPresentOrElse(
            job -> {
              forms.confirmed(context).ifPresent(it -> forms.carriedOut(it, address(job)));
              context.redirect(address(job), HttpStatus.SEE_OTHER);
            },
            () ->
                views.problem(
                    context,
                    HttpStatus.CONFLICT,
                    "Too many entries wait for their decisions. Nothing was entered; try again.",
                    "/consent"));
  }

  private EntryOutcome enter(
      EntryPlan.Steps plan, Person person, EntrySubject.Recorded recorded, JobProgress progress) {
    audit.record(person, recorded.kind(), recorded.subject(), recorded.detail());
    progress.step("Waiting for the decision of dnc-streams");
    var entry = new ConsentEntry(kafka, SOURCE);
    var lines = new ArrayList<EntryLine>();
    for (var events : plan.events()) {
      entry.enter(events).forEach(entered -> lines.add(line(entered)));
    }
    return new EntryOutcome(List.copyOf(lines));
  }

  private static EntryLine line(ConsentEntry.Entered entered) {
    var decision = entered.decision();
    return new EntryLine(
        NumberMasking.MASKED.in(entered.event().key()),
        decision == null ? "" : "/consent/" + DECISION + decision.decisionId(),
        NumberMasking.MASKED.in(entered.sentence()),
        entered.isAccepted() && decision != null);
  }

  private static String address(Job<EntryOutcome> job) {
    return "/consent/entries/" + job.id();
  }

  /** Answers with the progress or the result of an entry. */
  public void entry(Context context) {
    var job = job(context);
    views.page(context, "entry.jte", "Consent", Map.of("job", job, "address", address(job)));
  }

  /** The part of the page that changes. */
  public void entryState(Context context) {
    var job = job(context);
    context.html(
        views.render(
            "entryState.jte",
            Map.of(
                "frame", views.frame(context, "Consent"),
                "state", job.state(),
                "address", address(job))));
  }

  private Job<EntryOutcome> job(Context context) {
    return entries
        .find(context.pathParam("id"))
        .orElseThrow(
            () ->
                new NotFoundResponse(
                    "This entry is not remembered any more. The audit page says what was done."));
  }

  @Override
  public void close() {
    entries.close();
  }
}
