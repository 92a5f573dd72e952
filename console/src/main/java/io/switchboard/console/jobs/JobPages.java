package io.switchboard.console.jobs;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.switchboard.console.access.Authorization;
import io.switchboard.console.view.Views;
import java.util.List;
import java.util.Map;

/**
 * The pages of jobs that people start: progress, result, cancellation. One job runs at a time.
 *
 * @param <R> what a job ends with
 */
public final class JobPages<R> implements AutoCloseable {
  private final Views views;
  private final JobTexts texts;
  private final JobRunner<R> runs = new JobRunner<>(1);

  /**
   * What differs between kinds of jobs.
   *
   * @param base the address of a job is this and its id
   * @param back where to go on without a job
   * @param title of the page
   * @param template of the page; the part that changes is its name with {@code State} behind
   * @param busy why another one cannot be started
   * @param gone why there is none under an address
   */
  public record JobTexts(
      String base, String back, String title, String template, String busy, String gone) {}

  public JobPages(Views views, JobTexts texts) {
    this.views = views;
    this.texts = texts;
  }

  /** Those that the page may list. */
  public List<Job<R>> newest() {
    return runs.newest();
  }

  /** The one that runs now, if any. */
  public List<Job<R>> running() {
    return runs.running();
  }

  /** Starts a job and leads to its page; or says that another one runs. */
  public void start(Context context, String what, Job.Work<R> work) {
    runs.start(what, Authorization.person(context), work)
        .ifPresentOrElse(
            job -> context.redirect(address(job), HttpStatus.SEE_OTHER), () -> refuse(context));
  }

  private void refuse(Context context) {
    views.problem(
        context,
        HttpStatus.CONFLICT,
        texts.busy(),
        runs.running().stream().findFirst().map(this::address).orElse(texts.back()));
  }

  private String address(Job<R> job) {
    return texts.base() + job.id();
  }

  /** Answers with the progress or the result of a job. */
  public void show(Context context, boolean mayCancel) {
    var job = find(context);
    views.page(
        context,
        texts.template() + ".jte",
        texts.title(),
        Map.of("job", job, "address", address(job), "mayCancel", mayCancel));
  }

  /** The part of the page that changes. */
  public void state(Context context) {
    var job = find(context);
    context.html(
        views.render(
            texts.template() + "State.jte",
            Map.of(
                "frame", views.frame(context, texts.title()),
                "state", job.state(),
                "address", address(job))));
  }

  /** Asks a job to stop. */
  public void cancel(Context context) {
    var job = find(context);
    job.cancel();
    context.redirect(address(job), HttpStatus.SEE_OTHER);
  }

  /** The job that the address names. */
  public Job<R> find(Context context) {
    return runs.find(context.pathParam("id")).orElseThrow(() -> new NotFoundResponse(texts.gone()));
  }

  @Override
  public void close() {
    runs.close();
  }
}
