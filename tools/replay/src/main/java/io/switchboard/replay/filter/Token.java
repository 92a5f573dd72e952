package io.switchboard.replay.filter;

/**
 * A token of a filter's text.
 *
 * @param at its position, from 0
 */
record Token(Kind kind, String text, int at) {
  /** The kind of a token. */
  enum Kind {
    /** A name or a keyword. */
    WORD,
    /** Quoted text, which is neither keyword nor number. */
    QUOTED,
    NUMBER,
    /** A relative time: -15m. */
    AGO,
    /** A comparison operator. */
    OPERATOR,
    /** One of ( ) , . [ ] *. */
    PUNCTUATION,
    END
  }

  boolean is(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  boolean isMark(String mark) {
    return kind == Kind.PUNCTUATION && text.equals(mark);
  }

  /** For error messages. */
  String shown() {
    return kind == Kind.END ? "the end" : kind == Kind.QUOTED ? "'" + text + "'" : text;
  }
}
