package io.switchboard.cli.doctor.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.switchboard.cli.doctor.rules.tenant.access.IssuerReachable.Connection;
import io.switchboard.cli.doctor.tenant.TenantHttp.Response;
import io.switchboard.contract.json.Json;
import io.switchboard.cxone.profile.Operation;
import io.switchboard.cxone.settings.CxoneSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What earlier checks of a tenant learned, for the later ones: the token and the API's address. */
final class TenantSession implements AutoCloseable {
  private static final int PAGE = 100;

  /** A tenant with more of anything is not read further: the check judges what it has. */
  private static final int MAX_PAGES = 20;

  final CxoneSettings settings;
  final TenantHttp http;
  Connection issuer = Connection.BROKEN;
  String discovered = "";
  String issuerOfToken = "";
  JsonNode token = MissingNode.getInstance();
  JsonNode claims = MissingNode.getInstance();

  TenantSession(CxoneSettings settings) {
    this.settings = settings;
    this.http = new TenantHttp(settings);
  }

  /** Whether the profile has the lists and reports that NICE publishes. */
  boolean hasLists() {
    return settings.profile().endpoint(Operation.DNC_ADD).isPresent();
  }

  /** Keeps a token's response. */
  void granted(JsonNode response) {
    token = response;
    claims = claims(response.path("id_token").asText(response.path("access_token").asText("")));
  }

  private static JsonNode claims(String jwt) {
    var parts = jwt.split("\\.", -1);
    try {
      return parts.length == 3
          ? Json.mapper().readTree(Base64.getUrlDecoder().decode(parts[1]))
          : MissingNode.getInstance();
    } catch (IOException | IllegalArgumentException _) {
      return MissingNode.getInstance(); // an opaque token with two dots has no claims
    }
  }

  /** The base of the API: configured, else discovered. */
  URI base() {
    var configured = settings.baseUrl();
    return configured == null ? URI.create(discovered) : configured;
  }

  /** A GET below the profile's prefix and version. */
  Response get(String path) throws InterruptedException {
    return send("GET", path, null);
  }

  /**
   * A request below the profile's prefix and version.
   *
   * @param body JSON; null for none
   */
  Response send(String method, String path, @Nullable JsonNode body) throws InterruptedException {
    var url = URI.create(base() + settings.profile().api().root(null) + path);
    var request =
        HttpRequest.newBuilder(url)
            .header("Authorization", "Bearer " + token.path("access_token").asText(""))
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    return http.send(request);
  }

  /**
   * The elements of a list, page by page; returns the last response.
   *
   * @param pointer to the array in the body
   */
  Response list(String path, String pointer, Consumer<JsonNode> element)
      throws InterruptedException {
    for (var page = 0; ; page++) {
      var response =
          get(path + (path.contains("?") ? "&" : "?") + "skip=" + page * PAGE + "&top=" + PAGE);
      var found = elements(response.body().at(pointer));
      found.forEach(element);
      if (found.size() < PAGE || page == MAX_PAGES || !response.reply().isRead()) {
        return response;
      }
    }
  }

  private static List<JsonNode> elements(JsonNode array) {
    var elements = new ArrayList<JsonNode>();
    array.forEach(elements::add);
    return elements;
  }

  @Override
  public void close() {
    http.close();
  }
}
