package io.switchboard.cxone;

import java.net.URI;

/** One connection to the voice socket, from its handshake to its end; it never comes back. */
interface VoiceConnection extends AutoCloseable {
  boolean open();

  /**
   * Pings, and gives up on a peer that has been silent for too long. Called about once a second.
   */
  void watch();

  /** Says goodbye, reading on until the peer has said so too. */
  void farewell();

  /** Ends it at once. */
  @Override
  void close();

  /** Why it is not open; without secrets. */
  String reason();

  /** Whether the peer refused the upgrade, as it does with a token that it does not know. */
  boolean refused();

  /** How connections come about. */
  @FunctionalInterface
  interface Connector {
    /**
     * Tries once; what comes back may be not open.
     *
     * @param ended called once it is closed, from any thread
     */
    VoiceConnection connect(URI url, AccessToken token, VoiceListener listener, Runnable ended)
        throws InterruptedException;
  }
}
