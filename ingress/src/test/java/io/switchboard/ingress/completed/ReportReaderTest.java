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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportReaderTest {
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
    var reader =
        new ReportReader(
            new Tenant(report),
            this::handle,
            (request, _) -> rejected.add(request),
            meters.counter("published"),
            Clock.systemUTC());

    var read = reader.read(Instant.EPOCH, new KnownResults(), () -> true);

    assertThat(read).isInstanceOf(ReportResult.Complete.class);
    assertThat(rejected).hasSize(1);
    assertThat(results).hasSize(1);
    assertThat(results.getFirst().path("dispositionCode").asText()).isEqualTo("1001");
    assertThat(results.getFirst().path("phoneNumber").asText()).isEqualTo("4155550100");
    assertThat(meters.counter("published").count()).isOne();
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

  /** A tenant with one report. */
  private record Tenant(String report) implements CxoneReader {
    @Override
    public ReadResult read(ReadRequest request) {
      try {
        return new ReadResult.Read(200, Json.mapper().readTree(report), Map.of());
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
