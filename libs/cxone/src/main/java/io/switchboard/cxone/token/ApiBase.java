package io.switchboard.cxone.token;

import io.switchboard.cxone.rest.CxoneAnswer;
import java.net.URI;

/** The address of the REST API of a tenant, before the profile's prefix. */
public sealed interface ApiBase {
  /**
   * The address.
   *
   * @param url without a slash at the end
   */
  record Known(URI url) implements ApiBase {}

  /** No address; {@code why} is the result of every request that needed it. */
  record Unknown(CxoneAnswer why) implements ApiBase {}
}
