package io.switchboard.contract.phone.text;

import io.switchboard.contract.phone.text.NumberScan.Boundary;
import io.switchboard.contract.phone.text.NumberScan.DigitRun;
import java.util.ArrayList;
import java.util.List;

/** Scans a text in one pass. */
final class NumberScanner {
  private static final int MAX_RUNS = 150;
  private static final int MAX_EXTENSION = 9;
  private static final int MIN_DIGITS_BEFORE_HASH = 4;
  private static final int MIN_DIGITS_BEFORE_NOTE = 8;
  private static final int MAX_NOTE_DIGITS = 3;

  /** With fewer digits before it, a point separates groups. */
  private static final int MIN_WHOLE_DIGITS = 7;

  private static final int MAX_DECIMALS = 2;

  /** Separators between the digits of one number. */
  private static final String SEPARATORS = " -.()_[]{}'*";

  private static final String LIST = ",;|&\n";

  private final List<DigitRun> runs = new ArrayList<>();
  private List<String> groups = new ArrayList<>();
  private List<Boolean> blanks = new ArrayList<>();
  private Boundary before = Boundary.WORD;
  private boolean plus;
  private boolean blank;
  private int points;
  private boolean pointed;
  private int trunkZero;
  private boolean identifier;
  private boolean damaged;
  private boolean bare = true;
  private boolean corrupt;

  private String text;
  private int at;

  NumberScanner(String text) {
    this.text = text;
  }

  NumberScan scan() {
    var whole = text;
    var from = 0;
    while (from <= whole.length()) {
      var to = from;
      while (to < whole.length() && ";|\n".indexOf(whole.charAt(to)) < 0) {
        to++;
      }
      field(whole.substring(from, to));
      end(Boundary.LIST);
      from = to + 1;
    }
    return new NumberScan(runs, bare, corrupt);
  }

  private void field(String field) {
    var undone = SpreadsheetText.undone(field);
    text = undone.text();
    damaged = undone.damaged();
    bare &= !damaged && text.equals(field);
    at = 0;
    while (at < text.length() && runs.size() < MAX_RUNS) {
      var c = text.charAt(at);
      if (isDigit(c)) {
        digits();
      } else if (Character.isLetter(c)) {
        word();
      } else {
        mark(c);
      }
    }
  }

  private void digits() {
    var end = endOfDigits(at);
    if (isNote(end)) {
      bare = false;
      end(Boundary.WORD);
      at = end;
      return;
    }
    var inBrackets =
        end == at + 1
            && text.charAt(at) == '0'
            && before(at) == '('
            && end < text.length()
            && text.charAt(end) == ')';
    if (inBrackets && !groups.isEmpty() && trunkZero == 0) { // +44 (0) 20 …
      trunkZero = groups.size();
    } else {
      pointed = before(at) == '.' && at > 1 && isDigit(text.charAt(at - 2));
      points += pointed ? 1 : 0;
      groups.add(text.substring(at, end));
      blanks.add(blank);
    }
    blank = false;
    at = end;
  }

  /** A few digits in brackets after a number and at the end of the text: "+48 800 123 456 (2)". */
  private boolean isNote(int end) {
    return end - at <= MAX_NOTE_DIGITS
        && "([{".indexOf(before(at)) >= 0
        && end == text.length() - 1
        && ")]}".indexOf(text.charAt(end)) >= 0
        && String.join("", groups).length() >= MIN_DIGITS_BEFORE_NOTE;
  }

  private void mark(char c) {
    switch (c) {
      case '+' -> {
        end(Boundary.LIST);
        plus = true;
        at++;
      }
      case '*', '#', '~' -> keypadMark(c);
      case '/', '\\' -> {
        end(Boundary.SLASH);
        at++;
      }
      case ',' -> comma();
      default -> {
        if (SEPARATORS.indexOf(c) >= 0 || !isWordLike(c)) {
          blank |= c == ' ';
        } else {
          end(LIST.indexOf(c) >= 0 ? Boundary.LIST : Boundary.WORD);
        }
        at++;
      }
    }
  }

  /** Neither a separator nor a symbol such as a picture of a telephone. */
  private static boolean isWordLike(char c) {
    return LIST.indexOf(c) >= 0 || (c > ' ' && c < 0x7F);
  }

  /** A service code before a number ({@code *67}, {@code #31#}), or an extension after it. */
  private void keypadMark(char c) {
    if (groups.isEmpty()) {
      var code = ServiceCode.length(text, at);
      bare &= code == 0;
      if (code > 0 || c == '*' || runs.isEmpty() || !skipExtension(at + 1)) {
        at += Math.max(code, 1);
      }
      return;
    }
    if (c != '*' && String.join("", groups).length() < MIN_DIGITS_BEFORE_HASH) {
      end(Boundary.LIST);
      at++;
    } else if (c == '*' || !skipExtension(at + 1)) {
      at++;
    }
  }

  /** Two commas in a row are a pause before an extension; one separates a list. */
  private void comma() {
    var next = at + 1;
    if ((!groups.isEmpty() || !runs.isEmpty())
        && next < text.length()
        && text.charAt(next) == ',') {
      while (next < text.length() && (text.charAt(next) == ',' || text.charAt(next) == ' ')) {
        next++;
      }
      var end = endOfDigits(next);
      if (end > next && (end - next <= MAX_EXTENSION || endsTone(end))) {
        bare = false;
        end(Boundary.WORD);
        at = end;
        return;
      }
    }
    end(Boundary.LIST);
    at++;
  }

  private boolean endsTone(int end) {
    return end < text.length() && text.charAt(end) == '#';
  }

  private void word() {
    var begin = at;
    while (at < text.length()
        && (Character.isLetter(text.charAt(at)) || isInnerApostrophe(begin))) {
      at++;
    }
    var word = text.substring(begin, at);
    bare = false;
    var follows = !groups.isEmpty() || !runs.isEmpty();
    var attached = at < text.length() && isDigit(text.charAt(at));
    if (follows && NumberWords.isExtension(word) && skipExtension(at)) {
      return;
    }
    if (follows && attached && NumberWords.isPause(word) && skipExtension(at)) {
      return;
    }
    corrupt |=
        attached
            && isDigit(before(begin))
            && word.length() <= 2
            && !NumberWords.isPause(word)
            && !NumberWords.isLabel(word);
    end(Boundary.WORD);
    identifier = NumberWords.isIdentifier(word);
  }

  private boolean isInnerApostrophe(int begin) {
    return text.charAt(at) == '\''
        && at > begin
        && at + 1 < text.length()
        && Character.isLetter(text.charAt(at + 1));
  }

  /** Skips an extension and ends the run before it; false when there is none. */
  private boolean skipExtension(int from) {
    var begin = from;
    while (begin < text.length() && " .:#=-".indexOf(text.charAt(begin)) >= 0) {
      begin++;
    }
    var end = endOfDigits(begin);
    if (end == begin || end - begin > MAX_EXTENSION) {
      return false;
    }
    bare = false;
    end(Boundary.WORD);
    at = end;
    return true;
  }

  /** Ends the current run, if there is one, at a boundary. */
  private void end(Boundary next) {
    if (!groups.isEmpty()) {
      var fraction = endsInFraction();
      if (plus || !identifier) {
        runs.add(new DigitRun(plus, groups, blanks, trunkZero, before, damaged || fraction));
      }
      groups = new ArrayList<>();
      blanks = new ArrayList<>();
      before = next;
      identifier = false;
    } else if (next == Boundary.WORD) {
      before = next;
    }
    plus = false;
    blank = false;
    points = 0;
    pointed = false;
    trunkZero = 0;
  }

  /** Drops decimals that are zeros (4155550123.0); returns whether there are others. */
  private boolean endsInFraction() {
    var last = groups.size() - 1;
    if (points != 1 || !pointed || groups.getLast().length() > MAX_DECIMALS) {
      return false;
    }
    if (groups.getLast().chars().allMatch(c -> c == '0')) {
      groups.removeLast();
      blanks.removeLast();
      bare = false;
      return false;
    }
    return String.join("", groups.subList(0, last)).length() >= MIN_WHOLE_DIGITS;
  }

  private int endOfDigits(int from) {
    var end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private char before(int index) {
    return index == 0 ? ' ' : text.charAt(index - 1);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
