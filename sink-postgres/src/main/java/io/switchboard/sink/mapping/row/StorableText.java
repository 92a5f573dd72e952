package io.switchboard.sink.mapping.row;

/** Checks that PostgreSQL can store a text: no U+0000, no lone surrogates. */
public final class StorableText {
  private StorableText() {}

  static String check(String text) throws UnfitValueException {
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == 0) {
        throw new UnfitValueException("22021", "holds U+0000");
      }
      if (Character.isSurrogate(c)) {
        if (Character.isLowSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw new UnfitValueException("22021", "contains a lone surrogate");
        }
        i++;
      }
    }
    return text;
  }
}
