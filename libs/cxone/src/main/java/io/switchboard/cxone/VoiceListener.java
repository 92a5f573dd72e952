package io.switchboard.cxone;

/** Who hears the voice socket. */
public interface VoiceListener {
  /**
   * One frame, in the order of its socket. It may block: nothing more is read from the socket until
   * it returns, and nothing is dropped. While a token is renewed two sockets are open, so the same
   * frame may come twice and from two threads.
   */
  void onFrame(VoiceFrame frame);

  /**
   * The socket is there, or no longer.
   *
   * @param detail why not, without secrets
   */
  default void onState(boolean connected, String detail) {}
}
