package io.switchboard.replay.filter;

import io.switchboard.replay.filter.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Splits the text of a filter into tokens. */
final class Lexer {
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern AGO = Pattern.compile("-\\d{1,9}(?:ms|s|m|h|d)\\b");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d{1,3})?(?![\\p{Alnum}_])");
  private static final Pattern WORD = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$-]*");
  private static final Pattern OPERATOR = Pattern.compile("==|!=|<>|<=|>=|=|<|>");
  private static final Pattern PUNCTUATION = Pattern.compile("[().,\\[\\]*]");

  private final String filter;
  private final List<Token> tokens = new ArrayList<>();
  private int position;

  private Lexer(String filter) {
    this.filter = filter;
  }

  static List<Token> tokens(String filter) {
    var lexer = new Lexer(filter);
    while (lexer.position < filter.length()) {
      lexer.next();
    }
    lexer.tokens.add(new Token(Kind.END, "", filter.length()));
    return List.copyOf(lexer.tokens);
  }

  private void next() {
    var c = filter.charAt(position);
    if (match(SPACE) != null) {
      return;
    }
    if (c == '\'' || c == '"') {
      quoted(c);
      return;
    }
    if (!take(Kind.AGO, AGO)
        && !take(Kind.NUMBER, NUMBER)
        && !take(Kind.WORD, WORD)
        && !take(Kind.OPERATOR, OPERATOR)
        && !take(Kind.PUNCTUATION, PUNCTUATION)) {
      throw new FilterSyntaxException(filter, position, "nothing here begins with " + c);
    }
  }

  private boolean take(Kind kind, Pattern pattern) {
    var at = position;
    var text = match(pattern);
    if (text == null) {
      return false;
    }
    tokens.add(new Token(kind, text, at));
    return true;
  }

  private @Nullable String match(Pattern pattern) {
    Matcher matcher = pattern.matcher(filter).region(position, filter.length());
    if (!matcher.lookingAt()) {
      return null;
    }
    position = matcher.end();
    return matcher.group();
  }

  /** A quote inside is doubled, as in SQL. */
  private void quoted(char quote) {
    var begin = position;
    var text = new StringBuilder();
    position++;
    while (position < filter.length()) {
      var c = filter.charAt(position++);
      if (c != quote) {
        text.append(c);
      } else if (position < filter.length() && filter.charAt(position) == quote) {
        text.append(quote);
        position++;
      } else {
        tokens.add(new Token(Kind.QUOTED, text.toString(), begin));
        return;
      }
    }
    throw new FilterSyntaxException(filter, begin, "this quote is never closed");
  }
}
