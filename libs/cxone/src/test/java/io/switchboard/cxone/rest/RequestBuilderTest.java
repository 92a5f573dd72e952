package io.switchboard.cxone.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cxone.Tenants;
import io.switchboard.cxone.rest.CxoneCall.OutboundContact;
import io.switchboard.cxone.rest.CxoneCall.Variable;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The requests exactly as in the tutorial. */
class RequestBuilderTest {
  private final RequestBuilder requests =
      new RequestBuilder(Tenants.at(URI.create("https://api.example.com")));

  @Test
  void shouldPatchAContact() {
    var call = new CxoneCall.PatchContact("a/b ?ü", "do_not_call", "[t] Disposition 1001");

    assertThat(line(call))
        .isEqualTo("PATCH https://api.example.com/api/v2/contacts/a%2Fb%20%3F%C3%BC");
    assertThat(body(call))
        .isEqualTo(
            """
            {"custom":{"disposition_category":"do_not_call","last_audit_log":"[t] Disposition 1001"}}""");
  }

  @Test
  void shouldNotLeaveTheFolderForAContactOfDots() {
    assertThat(line(new CxoneCall.PatchContact("..", "x", "y"))).endsWith("/contacts/%2E%2E");
  }

  @Test
  void shouldSetInteractionVariables() {
    var call =
        new CxoneCall.SetVariables(
            "c1",
            List.of(
                new Variable("ivr_selection", "[\"1\",\"A\",\"1\"]"),
                new Variable("ivr_status", "completed")));

    assertThat(line(call))
        .isEqualTo("POST https://api.example.com/api/v2/interactions/c1/variables");
    assertThat(body(call))
        .isEqualTo(
            """
            [{"name":"ivr_selection","value":"[\\"1\\",\\"A\\",\\"1\\"]"},{"name":"ivr_status","value":"completed"}]""");
  }

  @Test
  void shouldWriteOutboundContactsLeavingOutWhatIsAbsent() {
    var optOut =
        new OutboundContact(
            "+14155552671", true, "2026-11-20T10:00:05.000Z", List.of("l1"), null, null);
    var optIn = new OutboundContact("+442079460958", false, null, null, null, null);

    assertThat(body(new CxoneCall.WriteOutbound(List.of(optOut.upsert("r-7"), optIn))))
        .isEqualTo(
            """
            {"contacts":[{"phone":{"phoneNumber":"+14155552671"},"dnc":{"doNotCall":true,"optOutDate":"2026-11-20T10:00:05.000Z"},"customListIds":["l1"],"updateMode":"upsert","existingRecordId":"r-7"},{"phone":{"phoneNumber":"+442079460958"},"dnc":{"doNotCall":false}}]}""");
  }

  @Test
  void shouldRegisterADataAction() {
    var call = new CxoneCall.RegisterDataAction("n", "d", "https://us.example.com/x");

    assertThat(line(call)).isEqualTo("POST https://api.example.com/api/v2/dataactions");
    assertThat(body(call))
        .isEqualTo(
            """
            {"name":"n","description":"d","endpointUrl":"https://us.example.com/x","format":"json"}""");
  }

  private String line(CxoneCall call) {
    var request = prepared(call).at().apply(URI.create("https://api.example.com")).build();
    return request.method() + " " + request.uri();
  }

  private String body(CxoneCall call) {
    var prepared = prepared(call);
    return Objects.requireNonNull(prepared.endpoint().body()).fill(prepared.values()).toString();
  }

  private PreparedRequest prepared(CxoneCall call) {
    return requests.prepare(call, requests.endpoint(call).orElseThrow(), null);
  }
}
