package io.switchboard.cxone;

import static io.switchboard.cxone.HostileServer.reply;

import io.switchboard.cxone.HostileServer.Request;
import io.switchboard.cxone.profile.CxoneProfile;
import io.switchboard.cxone.settings.CxoneCredentials;
import io.switchboard.cxone.settings.CxoneSettings;
import io.switchboard.cxone.settings.Secret;
import io.switchboard.cxone.settings.TenantNumbers;
import io.switchboard.cxone.settings.TenantValues;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An issuer and an API on two ports, in the shape that NICE publishes. */
final class NiceTenantServer implements AutoCloseable {
  static final String ROOT = "/inContactAPI/services/v30.0";

  final HostileServer issuer = new HostileServer(this::issue);
  final HostileServer api;
  private volatile URI endpoint;

  NiceTenantServer(HostileServer.Script script) {
    this.api = new HostileServer(script);
    this.endpoint = api.url();
  }

  /** The issuer names another base from now on. */
  void moveTo(URI base) {
    endpoint = base;
  }

  private void issue(Request request, OutputStream out) throws IOException {
    if (request.path().startsWith("/.well-known/cxone-configuration")) {
      reply(out, 200, "{\"api_endpoint\":\"" + endpoint + "\",\"area\":\"na1\"}");
    } else {
      reply(
          out,
          200,
          "{\"access_token\":\"t1\",\"token_type\":\"Bearer\",\"expires_in\":3600,\"id_token\":\""
              + jwt("{\"iss\":\"" + issuer.url() + "\",\"tenantId\":\"tenant 1\"}")
              + "\"}");
    }
  }

  static String jwt(String claims) {
    var encoder = Base64.getUrlEncoder().withoutPadding();
    return encoder.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
        + "."
        + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8))
        + ".c2ln";
  }

  /** With an application, or by the access key alone. */
  CxoneSettings settings(boolean application) {
    return settings(issuer.url(), null, application, nice());
  }

  static CxoneProfile nice() {
    try {
      return CxoneProfile.load("nice");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static CxoneSettings settings(
      URI issuer, @Nullable URI base, boolean application, CxoneProfile profile) {
    return new CxoneSettings(
        base,
        null,
        new CxoneCredentials(
            issuer,
            application ? "app" : null,
            application ? new Secret("app secret") : null,
            "key",
            new Secret("key&secret")),
        new TenantValues(
            null,
            "4711",
            "77",
            Map.of("do_not_call", "501"),
            Map.of(),
            new TenantNumbers(TenantNumbers.Form.NATIONAL, "1")),
        profile,
        100,
        true,
        Duration.ofSeconds(5),
        Duration.ofSeconds(5));
  }

  @Override
  public void close() {
    issuer.close();
    api.close();
  }
}
