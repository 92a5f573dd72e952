package io.switchboard.tenant.nice;

import io.switchboard.tenant.nice.state.TenantSetup;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The options of a tenant in the shape that NICE publishes.
 *
 * @param issuerPort port of the issuer; 0 for a free one
 * @param accessKeyId the only access key that gets a token; any when null
 * @param accessKeySecret its secret; any when null
 * @param tenantId claim of the tokens
 * @param setup what is configured in the tenant at the start
 */
public record NiceOptions(
    int issuerPort,
    @Nullable String accessKeyId,
    @Nullable String accessKeySecret,
    String tenantId,
    TenantSetup setup) {

  /** CXONE_TAGS for the tags of a complete tenant. */
  public static final String TAGS =
      "do_not_call=501,qualified_lead=502,callback_later=503,wrong_number=504,unclassified=505";

  /** A complete tenant that accepts any access key. */
  public static NiceOptions onPort(int issuerPort) {
    var id = UUID.nameUUIDFromBytes(new byte[] {1}).toString();
    return new NiceOptions(issuerPort, null, null, id, TenantSetup.complete());
  }

  /** As above, for this access key only. */
  public NiceOptions withAccessKey(String id, String secret) {
    return new NiceOptions(issuerPort, id, secret, tenantId, setup);
  }

  @Override
  public String toString() {
    return "NiceOptions[issuer port " + issuerPort + "]";
  }
}
