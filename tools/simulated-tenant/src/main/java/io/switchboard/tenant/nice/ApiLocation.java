package io.switchboard.tenant.nice;

/** A server that has, or had, the API of the tenant. */
public final class ApiLocation {
  private volatile int port;

  /** Sets the port when the server listens. */
  public void listens(int actualPort) {
    port = actualPort;
  }

  int port() {
    return port;
  }
}
