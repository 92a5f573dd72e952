package io.switchboard.ingress.completed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.json.Json;
import io.switchboard.cxone.profile.CxoneProfile;
import io.switchboard.cxone.read.CxoneReader;
import io.switchboard.cxone.read.ListReader;
import io.switchboard.cxone.read.ReadRequest;
import io.switchboard.cxone.read.ReadResult;
import io.switchboard.ingress.body.StrictJson;
import io.switchboard.ingress.body.StrictJson.JsonResult;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.IngressRequest;
import io.switchboard.ingress.request.Problem;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportReaderTest {
  private static final long FIRST = 9_007_199_254_740_992L;

  private final List<JsonNode> results = new ArrayList<>();
  private final List<IngressRequest> rejected = new ArrayList<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "long"})
  void shouldPublishTheDispositionOfAContactWhoseRemarksAreRefused(String remark) throws Exception {
    var notes = remark.equals("long") ? "x".repeat(StrictJson.MAX_STRING_BYTES + 1) : remark;
    var report =
        """
        {"completedContacts":[{"contactId":510212552349954,"primaryDispositionId":1001,
        "lastUpdateTime":"2026-11-27T10:00:00Z","toAddress":"4155550100","isOutbound":true,
        "dispositionNotes":"%s"}],"totalRecords":1}\
        """
            .formatted(notes);
    var reader = reader(_ -> report);

    var read = reader.read(Instant.EPOCH, new KnownResults(), () -> true);

    assertThat(read).isInstanceOf(ReportResult.Complete.class);
    assertThat(rejected).hasSize(1);
    assertThat(results).hasSize(1);
    assertThat(results.getFirst().path("dispositionCode").asText()).isEqualTo("1001");
    assertThat(results.getFirst().path("phoneNumber").asText()).isEqualTo("4155550100");
    assertThat(meters.counter("published").count()).isOne();
  }

  @Test
  void shouldReadToTheEndThoughTheTotalChangesAndPagesOverlap() throws Exception {
    var reader = reader(skip -> page(Math.max(0, skip - 10), 250, skip == 0 ? 250 : 100));

    var read = reader.read(Instant.EPOCH, new KnownResults(), () -> true);

    assertThat(read).isInstanceOf(ReportResult.Complete.class);
    assertThat(results.stream().map(result -> result.path("contactId").asLong()))
        .containsExactlyInAnyOrderElementsOf(LongStream.range(FIRST, FIRST + 250).boxed().toList());
  }

  @ParameterizedTest
  @CsvSource({"100, Complete", "250, Incomplete"})
  void shouldNotReadTheSamePageForEver(int total, String expected) throws Exception {
    var reader = reader(_ -> page(0, 100, total));

    var read = reader.read(Instant.EPOCH, new KnownResults(), () -> true);

    assertThat(read.getClass().getSimpleName()).isEqualTo(expected);
    assertThat(results).hasSize(100);
  }

  @Test
  void shouldPublishAResultWithoutATimeOnceAndNotMoveByIt() throws Exception {
    var known = new KnownResults();
    var reader =
        reader(
            _ ->
                "{\"completedContacts\":[{\"contactId\":7,\"primaryDispositionId\":1001}],"
                    + "\"totalRecords\":1}");
    var _ = reader.read(Instant.EPOCH, known, () -> true);

    var read = reader.read(Instant.EPOCH, known, () -> true);

    assertThat(read).isEqualTo(new ReportResult.Complete(Optional.empty(), Optional.empty()));
    assertThat(results).hasSize(1);
  }

  /** The contacts from {@code skip} on, up to 100 and to the end of {@code all}. */
  private static String page(long skip, int all, int total) {
    return LongStream.range(skip, Math.max(skip, Math.min(all, skip + 100)))
        .mapToObj(
            i ->
                "{\"contactId\":%d,\"primaryDispositionId\":1001,\"lastUpdateTime\":\"%s\"}"
                    .formatted(FIRST + i, Instant.parse("2026-11-27T10:00:00Z").plusSeconds(i)))
        .collect(
            Collectors.joining(
                ",", "{\"completedContacts\":[", "],\"totalRecords\":%d}".formatted(total)));
  }

  private ReportReader reader(LongFunction<String> pages) {
    return new ReportReader(
        new Tenant(pages),
        this::handle,
        (request, _) -> rejected.add(request),
        meters.counter("published"),
        Clock.systemUTC());
  }

  /** As the webhook's handler: JSON within its limits only. */
  private Answer handle(IngressRequest request) {
    return switch (StrictJson.read(request.body())) {
      case JsonResult.Readable(var object) -> {
        results.add(object);
        yield Answer.success("ok");
      }
      case JsonResult.Unreadable(var fault) -> new Answer.Refusal(Problem.badRequest(fault));
    };
  }

  /**
   * A tenant with a report.
   *
   * @param pages by the elements to skip
   */
  private record Tenant(LongFunction<String> pages) implements CxoneReader {
    @Override
    public ReadResult read(ReadRequest request) {
      try {
        var skip = Objects.requireNonNull(request.values().get("query_skip"));
        var page = pages.apply(Long.parseLong(skip));
        return new ReadResult.Read(200, Json.mapper().readTree(page), Map.of());
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public ListReader list(String name) {
      try {
        var list = Objects.requireNonNull(CxoneProfile.load("nice").lists().get(name));
        return new ListReader(this, list, 100);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
