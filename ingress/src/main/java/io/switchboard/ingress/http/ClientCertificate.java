package io.switchboard.ingress.http;

import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** The certificate that a sender presented; the TLS port has checked it against our authority. */
final class ClientCertificate {
  private static final String ATTRIBUTE = "jakarta.servlet.request.X509Certificate";

  private ClientCertificate() {}

  /** The subject's distinguished name. */
  static @Nullable String subject(HttpServletRequest request) {
    return request.isSecure()
            && request.getAttribute(ATTRIBUTE) instanceof X509Certificate[] chain
            && chain.length > 0
        ? chain[0].getSubjectX500Principal().getName()
        : null;
  }
}
