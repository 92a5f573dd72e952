package io.switchboard.tenant.nice;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.tenant.SimulatedTenant;
import io.switchboard.tenant.http.TenantJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Plain HTTP against a tenant in the published shape. */
final class NiceClient implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final SimulatedTenant tenant;

  NiceClient(SimulatedTenant tenant) {
    this.tenant = tenant;
  }

  /** A token by the password grant of the right application. */
  HttpResponse<String> token(String client, String form) throws IOException, InterruptedException {
    var basic = Base64.getEncoder().encodeToString(client.getBytes(StandardCharsets.UTF_8));
    return send(
        HttpRequest.newBuilder(tenant.nice().issuer().resolve("/auth/token"))
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  String token() throws IOException, InterruptedException {
    var answer = token("app:app-secret", "grant_type=password&username=key&password=key-secret");
    return TenantJson.read(answer.body()).path("access_token").asText();
  }

  /** A request for the API, wherever it is now. */
  HttpResponse<String> api(String method, String path, String body, String token)
      throws IOException, InterruptedException {
    return at(tenant.nice().api(), method, "v30.0" + path, body, token, "application/json");
  }

  HttpResponse<String> at(
      URI host, String method, String versionAndPath, String body, String token, String accept)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(host.resolve("/inContactAPI/services/" + versionAndPath))
            .header("Authorization", "Bearer " + token)
            .header("Accept", accept)
            .method(method, BodyPublishers.ofString(body)));
  }

  HttpResponse<String> control(String method, String path, String body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(tenant.baseUrl().resolve(path))
            .method(method, BodyPublishers.ofString(body)));
  }

  HttpResponse<String> issuer(String method, String path, String body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(tenant.nice().issuer().resolve(path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body)));
  }

  static JsonNode json(HttpResponse<String> answer) {
    return TenantJson.read(answer.body());
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.close();
  }
}
