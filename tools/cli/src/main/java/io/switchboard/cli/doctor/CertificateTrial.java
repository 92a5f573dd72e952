package io.switchboard.cli.doctor;

import io.switchboard.cli.doctor.rules.webhooks.CertificateFault;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Begins a TLS handshake to read the certificates that this machine does not accept, and ends it:
 * nothing is sent.
 */
public final class CertificateTrial {
  private static final Duration TIMEOUT = Duration.ofSeconds(4);
  private static final int HTTPS = 443;

  private CertificateTrial() {}

  /** Why an https address is not accepted. */
  public static CertificateFault fault(URI address) {
    var host = address.getHost();
    var port = address.getPort() < 0 ? HTTPS : address.getPort();
    var presented = new Presented();
    try (var connection = new Socket()) {
      connection.connect(new InetSocketAddress(host, port), (int) TIMEOUT.toMillis());
      connection.setSoTimeout((int) TIMEOUT.toMillis());
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {presented}, null);
      try (var tls =
          (SSLSocket) context.getSocketFactory().createSocket(connection, host, port, true)) {
        tls.startHandshake();
      }
    } catch (SSLException _) {
      // always: it ends with the certificates, or before them
    } catch (IOException | GeneralSecurityException _) {
      return CertificateFault.withoutHandshake(host);
    }
    return presented.chain.isEmpty()
        ? CertificateFault.withoutHandshake(host)
        : CertificateFault.of(presented.chain, host, Instant.now());
  }

  /** Keeps the certificates and accepts none. */
  private static final class Presented implements X509TrustManager {
    private List<X509Certificate> chain = List.of();

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String type)
        throws CertificateException {
      chain = List.of(certificates);
      throw new CertificateException("read, not accepted");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String type)
        throws CertificateException {
      throw new CertificateException("not a server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
