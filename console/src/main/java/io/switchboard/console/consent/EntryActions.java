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
import io.switchboard.console.view.Views;
import io.switchboard.contract.event.ConsoleAction.ConsoleActionKind;
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
import java.util.stream.Collectors;

/**
 * {@code /consent/opt-out} and {@code /consent/{decision}/resolve}: the form, the plan, and the
 * entry that it starts. No address holds a number.
 */
public final class EntryActions implements AutoCloseable {
  private static final int MAX_AT_ONCE = 8;
  private static final String SOURCE = "/switchboard/console";
  private static final String DECISION = "decision:";

  private final KafkaSettings kafka;
  private final String region;
  private final Store store;
  private final ConsoleAudit audit;
  private final Views views;
  private final JobRunner<EntryOutcome> entries = new JobRunner<>(MAX_AT_ONCE);

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

  /** Answers with an empty form for an opt-out. */
  public void optOutForm(Context context) {
    form(context, "/consent/opt-out", EntryForm.empty(context), "", "");
  }

  /** Answers with the plan of an opt-out; enters it when the plan was confirmed. */
  public void optOut(Context context) {
    var form = EntryForm.of(context);
    switch (form.optOut(region)) {
      case EntryPlan.Refused(var why) -> {
        context.status(HttpStatus.BAD_REQUEST);
        form(context, "/consent/opt-out", form, "", why);
      }
      case EntryPlan.Steps plan when form.confirmed() ->
          start(
              context,
              "Opt-out by hand",
              plan,
              new Recorded(ConsoleActionKind.OPTED_OUT, keys(plan), form.reason()));
      case EntryPlan.Steps plan -> plan(context, "/consent/opt-out", form, "", plan);
    }
  }

  /** Answers with an empty form for the number of a case. */
  public void resolveForm(Context context) {
    var open = open(context);
    form(context, open.link(), EntryForm.empty(context), shown(open), "");
  }

  /** Answers with the plan of a resolution; enters it when the plan was confirmed. */
  public void resolve(Context context) {
    var open = open(context);
    var form = EntryForm.of(context);
    switch (form.resolution(open, region)) {
      case EntryPlan.Refused(var why) -> {
        context.status(HttpStatus.BAD_REQUEST);
        form(context, open.link(), form, shown(open), why);
      }
      case EntryPlan.Steps plan when form.confirmed() ->
          start(
              context,
              "Resolution of " + shown(open),
              plan,
              new Recorded(
                  ConsoleActionKind.RESOLVED,
                  open.key(),
                  "to " + keys(plan) + ": " + form.reason()));
      case EntryPlan.Steps plan -> plan(context, open.link(), form, shown(open), plan);
    }
  }

  private OpenCase open(Context context) {
    var decision = context.pathParam("number");
    if (!decision.startsWith(DECISION)) {
      throw new BadRequestResponse("A case is named by its decision: open it on the consent page.");
    }
    return OpenCase.of(store, decision.substring(DECISION.length()));
  }

  private static String shown(OpenCase open) {
    return NumberMasking.MASKED.in(open.key());
  }

  private static String keys(EntryPlan.Steps plan) {
    return plan.events().getFirst().stream().map(DncEvent::key).collect(Collectors.joining(", "));
  }

  private void form(Context context, String address, EntryForm form, String open, String problem) {
    views.page(
        context,
        "entryForm.jte",
        open.isEmpty() ? "Enter an opt-out" : "Resolve",
        Map.of("address", address, "form", form, "open", open, "problem", problem));
  }

  private void plan(
      Context context, String address, EntryForm form, String open, EntryPlan.Steps plan) {
    var planned = new ArrayList<PlannedEntry>();
    plan.events()
        .forEach(step -> step.forEach(event -> planned.add(new PlannedEntry(event, now(event)))));
    views.page(
        context,
        "entryPlan.jte",
        open.isEmpty() ? "Enter an opt-out" : "Resolve",
        Map.of(
            "address", address,
            "form", form,
            "at", open.isEmpty() ? form.time() : planned.getFirst().event().eventTime(),
            "open", open,
            "planned", planned));
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

  /** What stands on {@code console.audit} before anything is written. */
  private record Recorded(ConsoleActionKind kind, String subject, String detail) {}

  private void start(Context context, String what, EntryPlan.Steps plan, Recorded recorded) {
    var person = Authorization.person(context);
    entries
        .start(what, person, progress -> enter(plan, person, recorded, progress))
        .ifPresentOrElse(
            job -> context.redirect(address(job), HttpStatus.SEE_OTHER),
            () ->
                views.problem(
                    context,
                    HttpStatus.CONFLICT,
                    "Too many entries wait for their decisions. Nothing was entered; try again.",
                    "/consent"));
  }

  private EntryOutcome enter(
      EntryPlan.Steps plan, Person person, Recorded recorded, JobProgress progress) {
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
