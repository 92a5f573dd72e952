package io.switchboard.sink.mapping;

/** Which characters a text in PostgreSQL can hold: all but U+0000 and half surrogate pairs. */
final class Characters {
  private Characters() {}

  static String storable(String text) throws UnfitValueException {
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == 0) {
        throw new UnfitValueException("22021", "holds U+0000");
      }
      if (Character.isSurrogate(c)) {
        if (Character.isLowSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw new UnfitValueException("22021", "holds half a surrogate pair");
        }
        i++;
      }
    }
    return text;
  }
}
