package io.switchboard.e2e;

import io.switchboard.tenant.SimulatedTenant;
import io.switchboard.tenant.TenantOptions;
import io.switchboard.tenant.nice.NiceOptions;
import io.switchboard.tenant.nice.state.TenantSetup;
import java.util.HashMap;
import java.util.Map;

/** The settings of {@code up} for a simulated tenant of the test's. */
final class TenantSettings {
  private TenantSettings() {}

  static Map<String, String> tutorial(SimulatedTenant tenant) {
    return Map.of(
        "CXONE_BASE_URL",
        tenant.baseUrl().toString(),
        "CXONE_VOICE_URL",
        tenant.voiceUrl().toString(),
        "CXONE_CLIENT_ID",
        "id",
        "CXONE_CLIENT_SECRET",
        "secret",
        "CXONE_TENANT",
        "acme");
  }

  static SimulatedTenant niceTenant() {
    return SimulatedTenant.start(
        TenantOptions.onPort(0)
            .withClient("id", "secret")
            .withNice(NiceOptions.onPort(0).withAccessKey("key", "key-secret")));
  }

  static Map<String, String> nice(SimulatedTenant tenant) {
    var settings = new HashMap<String, String>();
    settings.put("CXONE_PROFILE", "nice");
    settings.put("CXONE_ISSUER", tenant.nice().issuer().toString());
    settings.put("CXONE_CLIENT_ID", "id");
    settings.put("CXONE_CLIENT_SECRET", "secret");
    settings.put("CXONE_ACCESS_KEY_ID", "key");
    settings.put("CXONE_ACCESS_KEY_SECRET", "key-secret");
    settings.put("CXONE_DNC_GROUP", Integer.toString(TenantSetup.DNC_GROUP));
    settings.put("CXONE_TAGS", NiceOptions.TAGS);
    settings.put("CXONE_POLL_COMPLETED", "true");
    settings.put("CXONE_POLL_INTERVAL", "1");
    return settings;
  }
}
