package io.switchboard.replay.filter;

/**
 * A piece of a filter's text.
 *
 * @param at where it begins, from 0
 */
record Token(Kind kind, String text, int at) {
  /** What a token is. */
  enum Kind {
    /** A name or one of the language's own words. */
    WORD,
    /** Text that stood in quotes, which makes it neither word nor number. */
    QUOTED,
    NUMBER,
    /** Time before now: -15m. */
    AGO,
    /** A comparison. */
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
