package io.switchboard.cxone.voice;

/** Receives the frames and the state of the voice socket. */
public interface VoiceListener {
  /**
   * A frame, in the order of its socket. It may block: the socket is not read until it returns, and
   * no frame is dropped. While a token is renewed two sockets are open, so the same frame may
   * arrive twice, on two threads.
   */
  void onFrame(VoiceFrame frame);

  /**
   * The socket has opened or closed.
   *
   * @param detail why it closed; contains no secrets
   */
  default void onState(boolean connected, String detail) {}

  /** The socket's thread has ended because of a bug and does not reconnect. */
  default void onEnded(Throwable cause) {}
}
