package io.switchboard.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.tenant.http.TenantJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Plain HTTP against a tenant. */
final class TenantClient implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;

  TenantClient(SimulatedTenant tenant) {
    this.base = tenant.baseUrl();
  }

  String token() throws IOException, InterruptedException {
    var form = "grant_type=client_credentials&client_id=me&client_secret=s3cret";
    var answer = send("POST", "/oauth/token", form, "application/x-www-form-urlencoded", "");
    return TenantJson.read(answer.body()).path("access_token").asText();
  }

  HttpResponse<String> post(String path, String body, String token)
      throws IOException, InterruptedException {
    return send("POST", path, body, "application/json", token);
  }

  HttpResponse<String> patch(String path, String body, String token)
      throws IOException, InterruptedException {
    return send("PATCH", path, body, "application/json", token);
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return TenantJson.read(send("GET", path, "", "application/json", "").body());
  }

  HttpResponse<String> send(String method, String path, String body, String type, String token)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(base.resolve(path))
            .header("Content-Type", type)
            .header("Authorization", token.isEmpty() ? "none" : "Bearer " + token)
            .method(method, BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.close();
  }
}
