package io.switchboard.cxone.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.switchboard.cxone.http.JsonBodies;
import io.switchboard.cxone.profile.Endpoint;
import io.switchboard.cxone.profile.Operation;
import io.switchboard.cxone.profile.TextTemplate;
import io.switchboard.cxone.settings.CxoneSettings;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Builds HTTP requests from calls by the profile. Pure. */
public final class RequestBuilder {
  private final CxoneSettings settings;
  private final CallValues callValues;

  /** For the tenant and profile of these settings. */
  public RequestBuilder(CxoneSettings settings) {
    this.settings = settings;
    this.callValues = new CallValues(settings.values());
  }

  /**
   * The endpoint of a call; empty when the profile does not offer it. Do-not-call states go to one
   * endpoint, or to one for opt-outs and one for opt-ins: then a call must not mix them.
   */
  public Optional<Endpoint> endpoint(CxoneCall call) {
    var profile = settings.profile();
    return switch (call) {
      case CxoneCall.PatchContact _ ->
          profile.endpoint(
              settings.values().dispositions().isEmpty()
                  ? Operation.CONTACT
                  : Operation.CONTACT_DISPOSITION);
      case CxoneCall.SetVariables _ -> profile.endpoint(Operation.INTERACTION);
      case CxoneCall.WriteOutbound write ->
          profile
              .endpoint(Operation.OUTBOUND)
              .or(
                  () ->
                      profile.endpoint(
                          write.isOptOut() ? Operation.DNC_ADD : Operation.DNC_REMOVE));
      case CxoneCall.FindOptOut _ -> profile.endpoint(Operation.DNC_SEARCH);
      case CxoneCall.RegisterDataAction _ -> profile.endpoint(Operation.DATA_ACTION);
    };
  }

  /** The request of a call. */
  public PreparedRequest prepare(CxoneCall call, Endpoint endpoint, @Nullable String traceparent) {
    var values = callValues.of(call);
    var body = endpoint.body();
    return new PreparedRequest(
        endpoint,
        values,
        numbers(call),
        base -> {
          var request =
              request(base, endpoint.version(), endpoint.path(), endpoint.query(), values);
          if (body == null) {
            request.method(endpoint.method(), BodyPublishers.noBody());
          } else {
            request
                .header("Content-Type", "application/json")
                .method(
                    endpoint.method(),
                    BodyPublishers.ofByteArray(JsonBodies.write(body.fill(values))));
          }
          if (traceparent != null) {
            request.header("traceparent", traceparent);
          }
          return request;
        });
  }

  /**
   * A request to a path of the API, GET until another method is set.
   *
   * @param version null for the profile's
   * @param values of the templates, besides those of the tenant
   */
  public HttpRequest.Builder request(
      URI base,
      @Nullable String version,
      TextTemplate path,
      Map<String, TextTemplate> query,
      JsonNode values) {
    var url =
        base + settings.profile().api().root(version) + path.path(values) + query(query, values);
    return HttpRequest.newBuilder(URI.create(url))
        .header("Accept", "application/json")
        .header("User-Agent", "Switchboard");
  }

  /** The values of the tenant, which every template may use. */
  public ObjectNode tenantValues() {
    return callValues.ofTenant();
  }

  private static String query(Map<String, TextTemplate> query, JsonNode values) {
    var text =
        query.entrySet().stream()
            .flatMap(
                entry ->
                    entry.getValue().parameter(values).stream()
                        .map(value -> TextTemplate.encode(entry.getKey()) + "=" + value))
            .collect(Collectors.joining("&"));
    return text.isEmpty() ? "" : "?" + text;
  }

  private List<String> numbers(CxoneCall call) {
    return call instanceof CxoneCall.WriteOutbound(var contacts)
        ? contacts.stream()
            .map(contact -> settings.values().numbers().digits(contact.phoneNumber()))
            .toList()
        : List.of();
  }
}
