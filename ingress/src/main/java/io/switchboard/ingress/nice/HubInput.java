package io.switchboard.ingress.nice;

/** What the caller did, by {@code userInputType}. */
sealed interface HubInput {

  /** The hub begins ({@code AUTOMATED_TEXT}, 5). */
  record Start() implements HubInput {}

  /** Keys ({@code DTMF_AS_TEXT}, 6), and none for silence ({@code NO_INPUT}, 0). */
  record Keys(@Override String keys) implements HubInput {}

  /** The caller has hung up ({@code USER_ENDED_SESSION}, 4). */
  record Ended() implements HubInput {}

  /** Speech, as text (1) or as a recording (2, 3), or a type that is not documented. */
  record NotUnderstood() implements HubInput {}

  /** The keys that it holds. */
  default String keys() {
    return "";
  }

  /**
   * Reads an input.
   *
   * @param type the number of the type, or its name: samples of the hub send numbers
   * @param input the text of the input
   */
  static HubInput of(String type, String input) {
    return switch (type) {
      case "0", "NO_INPUT" -> new Keys("");
      case "4", "USER_ENDED_SESSION" -> new Ended();
      case "5", "AUTOMATED_TEXT" -> new Start();
      case "6", "DTMF_AS_TEXT" -> new Keys(input);
      default -> new NotUnderstood();
    };
  }
}
