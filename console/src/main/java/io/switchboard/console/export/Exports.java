package io.switchboard.console.export;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import io.switchboard.console.access.Authorization;
import io.switchboard.console.audit.ConsoleAudit;
import io.switchboard.contract.event.ConsoleAction;
import io.switchboard.replay.text.NumberMasking;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests for tables as files: {@code ?table=NAME&format=csv|ndjson}. Rows are written as
 * they are read. Phone numbers are masked; a form that reveals them is recorded in the audit.
 */
public final class Exports {
  private static final Logger LOG = LoggerFactory.getLogger(Exports.class);
  private static final int MAX_AT_ONCE = 2;

  private final ConsoleAudit audit;
  private final Semaphore running = new Semaphore(MAX_AT_ONCE);

  public Exports(ConsoleAudit audit) {
    this.audit = audit;
  }

  /** Whether a request wants a table as a file instead of the page. */
  public static boolean isAsked(Context context) {
    return context.queryParam("format") != null;
  }

  /**
   * Answers with the table that the request names; the first one if it names none. The request of a
   * form reveals phone numbers: its route needs the role for that.
   */
  public void answer(Context context, List<ExportTable<?>> tables) {
    var format = format(context);
    var table = table(context, tables);
    var numbers = NumberMasking.MASKED;
    if (context.method() == HandlerType.POST) {
      audit.record(
          Authorization.person(context),
          ConsoleAction.ConsoleActionKind.REVEALED,
          "export of " + table.name(),
          "phone numbers in a file of the page " + NumberMasking.MASKED.in(context.path()));
      numbers = NumberMasking.REVEALED;
    }
    if (!running.tryAcquire()) {
      context.header("Retry-After", "10");
      throw new ServiceUnavailableResponse(
          MAX_AT_ONCE + " exports are running already. Try again when they have ended.");
    }
    try {
      write(context, table, format, numbers);
    } finally {
      running.release();
    }
  }

  private static RowWriter format(Context context) {
    var asked = context.queryParam("format");
    return Arrays.stream(RowWriter.values())
        .filter(it -> it.word().equals(asked))
        .findFirst()
        .orElseThrow(() -> new BadRequestResponse("The format is csv or ndjson."));
  }

  private static ExportTable<?> table(Context context, List<ExportTable<?>> tables) {
    var asked = context.queryParam("table");
    return tables.stream()
        .filter(it -> asked == null || it.name().equals(asked))
        .findFirst()
        .orElseThrow(
            () ->
                new NotFoundResponse(
                    "This page has no such table; it has "
                        + tables.stream().map(ExportTable::name).collect(Collectors.joining(", "))
                        + "."));
  }

  private static <R> void write(
      Context context, ExportTable<R> table, RowWriter format, NumberMasking numbers) {
    var file = new LazyFile<R>(context, table, format);
    try {
      table.rows().each(numbers, file::row);
      file.end();
    } catch (IOException | RuntimeException e) {
      file.fail(e);
    }
  }

  /**
   * The answer's body. It begins with the first row, so that a source that cannot be read at all
   * still gets an answer of its own.
   */
  private static final class LazyFile<R> {
    private final Context context;
    private final ExportTable<R> table;
    private final RowWriter format;
    private @Nullable Writer out;

    LazyFile(Context context, ExportTable<R> table, RowWriter format) {
      this.context = context;
      this.table = table;
      this.format = format;
    }

    private Writer begun() throws IOException {
      if (out == null) {
        context.contentType(format.contentType());
        context.header(
            "Content-Disposition",
            "attachment; filename=\"switchboard-" + table.name() + "." + format.word() + "\"");
        out =
            new BufferedWriter(
                new OutputStreamWriter(context.outputStream(), StandardCharsets.UTF_8), 32 << 10);
        format.begin(out, table.columns());
      }
      return out;
    }

    void row(R row) {
      try {
        format.write(begun(), table.columns(), row);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void end() throws IOException {
      begun().flush();
    }

    /** A file that is cut off must not look whole: the connection ends without the last chunk. */
    void fail(Exception e) {
      if (out == null && e instanceof RuntimeException unbegun) {
        throw unbegun;
      }
      LOG.warn("An export of {} was cut off: {}", table.name(), e.getMessage());
      ServletContextRequest.getServletContextRequest(context.req())
          .getConnectionMetaData()
          .getConnection()
          .getEndPoint()
          .close();
    }
  }
}
