package io.switchboard.standalone;

import io.switchboard.tenant.SimulatedTenant;
import io.switchboard.tenant.TenantOptions;
import io.switchboard.tenant.nice.NiceOptions;
import io.switchboard.tenant.nice.state.TenantSetup;
import java.util.HashMap;
import java.util.Map;

/** The simulated tenant of {@code up}, in the shape of {@code CXONE_PROFILE}. */
final class EmbeddedTenant {
  /** The address of its control endpoints in the shape that NICE publishes. */
  static final String TENANT_URL = "SIMULATED_TENANT_URL";

  private static final String CLIENT_ID = "switchboard";
  private static final String CLIENT_SECRET = "simulated-secret";
  private static final String ACCESS_KEY_ID = "SIMULATEDACCESSKEY";
  private static final String ACCESS_KEY_SECRET = "simulated-access-key-secret";

  /** About 20 MB; {@code up} shares one heap among all services and may run for days. */
  private static final int CAPACITY = 20_000;

  private EmbeddedTenant() {}

  static SimulatedTenant start(UpSettings settings) {
    var ports = settings.ports();
    var options =
        TenantOptions.onPort(ports.tenant())
            .withClient(CLIENT_ID, CLIENT_SECRET)
            .withCapacity(CAPACITY);
    var nice = NiceOptions.onPort(ports.issuer()).withAccessKey(ACCESS_KEY_ID, ACCESS_KEY_SECRET);
    return SimulatedTenant.start(settings.nice() ? options.withNice(nice) : options);
  }

  /** Its addresses and credentials, as settings; the credentials are no secret. */
  static Map<String, String> addresses(SimulatedTenant tenant, UpSettings settings) {
    var addresses = new HashMap<String, String>();
    addresses.put("CXONE_CLIENT_ID", CLIENT_ID);
    addresses.put("CXONE_CLIENT_SECRET", CLIENT_SECRET);
    if (settings.nice()) {
      addresses.put("CXONE_PROFILE", "nice");
      addresses.put("CXONE_ISSUER", tenant.nice().issuer().toString());
      addresses.put("CXONE_ACCESS_KEY_ID", ACCESS_KEY_ID);
      addresses.put("CXONE_ACCESS_KEY_SECRET", ACCESS_KEY_SECRET);
      addresses.put("CXONE_DNC_GROUP", Integer.toString(TenantSetup.DNC_GROUP));
      addresses.put(TENANT_URL, tenant.baseUrl().toString());
    } else {
      addresses.put("CXONE_BASE_URL", tenant.baseUrl().toString());
      addresses.put("CXONE_VOICE_URL", tenant.voiceUrl().toString());
      addresses.put("CXONE_TENANT", "simulated");
    }
    return addresses;
  }

  /** Settings that fit it and that the user's settings replace. */
  static Map<String, String> defaults(UpSettings settings) {
    var defaults = new HashMap<String, String>();
    // the simulated tenant can reach this machine, so data actions can be registered
    defaults.put("PUBLIC_URL", "http://127.0.0.1:" + settings.ports().http());
    if (settings.nice()) {
      defaults.put("CXONE_TAGS", NiceOptions.TAGS);
      defaults.put("CXONE_SKILL", Long.toString(TenantSetup.INBOUND_SKILL));
      defaults.put("CXONE_POLL_COMPLETED", "true");
      defaults.put("CXONE_POLL_INTERVAL", "2");
    }
    return defaults;
  }
}
