package io.switchboard.cxone.voice;

import io.switchboard.cxone.token.AccessToken;
import java.net.URI;

/** One connection to the voice socket; it does not reconnect. */
interface VoiceConnection extends AutoCloseable {
  boolean open();

  /** Sends pings and closes the connection when the peer is silent. Called about once a second. */
  void checkAlive();

  /** Starts the closing handshake; frames are read until the peer closes too. */
  void startClose();

  /** Closes it immediately. */
  @Override
  void close();

  /** Why it is not open; contains no secrets. */
  String reason();

  /** Whether the peer refused the upgrade, for example because of an invalid token. */
  boolean refused();

  /** Opens connections. */
  @FunctionalInterface
  interface Connector {
    /**
     * Tries once; the returned connection may not be open.
     *
     * @param ended called when it is closed, from any thread
     */
    VoiceConnection connect(URI url, AccessToken token, VoiceListener listener, Runnable ended)
        throws InterruptedException;
  }
}
