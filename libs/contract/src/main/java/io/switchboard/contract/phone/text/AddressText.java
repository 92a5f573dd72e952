package io.switchboard.contract.phone.text;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Extracts the number of an address: {@code tel:} and {@code sip:} URIs, {@code "Name" <sip:…>},
 * {@code user@host}, a telephone line of a vCard. Text without an address is returned unchanged.
 */
final class AddressText {
  private static final Set<String> SIP_SCHEMES = Set.of("sip", "sips", "h323");
  private static final Set<String> SCHEMES =
      Set.of(
          "tel",
          "callto",
          "sms",
          "smsto",
          "mms",
          "fax",
          "modem",
          "whatsapp",
          "viber",
          "skype",
          "facetime",
          "facetime-audio",
          "client");

  /** Parameters that are an extension. */
  private static final Set<String> NUMBER_PARAMETERS = Set.of("ext", "isub", "postd");

  private static final int MAX_ADDRESSES = 100;
  private static final int MIN_DIGITS = 7;

  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

  /** Of a header field: {@code ;tag=1928301774}, {@code ; q = "0.5"}; not a label with a colon. */
  private static final Pattern PARAMETERS =
      Pattern.compile(
          "(?:\\s*;\\s*[A-Za-z+][^;:,<>\\s=]*(?:\\s*=\\s*(?:\"[^\"]*\"|[^;,<>\\s]*))?)+");

  /** Names that stand before a number, where no parameters of an address can be. */
  private static final Pattern LABEL =
      Pattern.compile(
          ";\\s*(?:home|cell|mobile|mobil|work|office|business|phone|tel|telefon|fax)\\s*=",
          Pattern.CASE_INSENSITIVE);

  /** Brackets with an address or with a word for none: the text before them is a name. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "\\s*(?:[a-z0-9.-]+:|anonymous|restricted|unavailable|unknown|withheld).*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern INNER_TAG =
      tag("abbr|b|big|em|font|i|mark|nobr|small|span|strong|u|wbr");
  private static final Pattern LINE_TAG =
      tag("br|center|dd|div|dl|dt|h[1-6]|hr|li|ol|p|pre|table|tbody|td|th|thead|tr|ul");

  private static final String DELIMITERS = " ,;<>\"\n";

  private static final Pattern NUMBER_WITH_PORT =
      Pattern.compile("^(\\+?\\d{7,15}):\\d{1,5}(?=$|[;?])");

  private AddressText() {}

  private static Pattern tag(String names) {
    return Pattern.compile("</?(?:" + names + ")(?:\\s[^<>]*)?/?>", Pattern.CASE_INSENSITIVE);
  }

  /** Returns an empty text when the address has no number. */
  static String unwrapped(String plain) {
    var text = decoded(plain);
    if (text.indexOf(':') < 0 && text.indexOf('@') < 0 && text.indexOf('<') < 0) {
      return text.indexOf(';') < 0 && text.indexOf('"') < 0 ? text : labelled(unquoted(text));
    }
    return text.indexOf('<') < 0 ? address(text) : inAngleBrackets(withoutTags(text));
  }

  /** {@code home=415-555-0109;cell=212-555-0110}; without a label, parameters. */
  private static String labelled(String text) {
    return parameters(LABEL.matcher(text).replaceAll("\n"));
  }

  /** A tag within a line of HTML may stand inside a number; the others end a line. */
  private static String withoutTags(String text) {
    return LINE_TAG.matcher(INNER_TAG.matcher(text).replaceAll(" ")).replaceAll("\n");
  }

  /** {@code "Jane" <sip:…>, …}: one line for each address, and for each text beside them. */
  private static String inAngleBrackets(String text) {
    var lines = new StringBuilder();
    var from = 0;
    for (var found = 0; found < MAX_ADDRESSES && text.indexOf('<', from) >= 0; found++) {
      var close = text.indexOf('>', text.indexOf('<', from));
      var end = close < 0 ? text.length() : close;
      var open = text.lastIndexOf('<', end);
      var beside = text.substring(from, open);
      var between = text.substring(open + 1, end).strip();
      var inside = address(between);
      // 415-555-0109 <home>: a number with a note; else a name stands before an address
      var numbered = hasNumber(QUOTED.matcher(beside).replaceAll(""));
      var noted = numbered && !hasNumber(inside) && !ADDRESS.matcher(between).matches();
      var kept = noted || (numbered && close < 0) ? beside.length() : beginOfName(beside);
      lines.append(address(beside.substring(0, kept).strip())).append('\n');
      lines.append(noted ? "" : inside).append('\n');
      from = endOfParameters(text, Math.min(end + 1, text.length()));
    }
    return lines.append(address(text.substring(from).strip())).toString().strip();
  }

  private static boolean hasNumber(String text) {
    return text.chars().filter(c -> c >= '0' && c <= '9').count() >= MIN_DIGITS;
  }

  /** Behind the last comma, semicolon or line end that is not in quotation marks. */
  private static int beginOfName(String beside) {
    var begin = 0;
    var quoted = false;
    for (var i = 0; i < beside.length(); i++) {
      quoted ^= beside.charAt(i) == '"';
      begin = !quoted && ",;\n".indexOf(beside.charAt(i)) >= 0 ? i + 1 : begin;
    }
    return begin;
  }

  /** Of an address in brackets: {@code <sip:…>;tag=1928301774}. */
  private static int endOfParameters(String text, int from) {
    var parameters = PARAMETERS.matcher(text).region(from, text.length());
    return parameters.lookingAt() ? parameters.end() : from;
  }

  private static String address(String text) {
    var rest = fromSip(unquoted(text));
    var sip = false;
    for (var depth = 0; depth < 3; depth++) { // TEL;VALUE=uri:tel:…
      var length = schemeLength(rest);
      if (length == 0) {
        break;
      }
      sip = SIP_SCHEMES.contains(name(rest.substring(0, length)));
      rest = rest.substring(length).strip();
      rest = rest.startsWith("//") ? rest.substring(2) : rest;
    }
    if (sip && rest.indexOf('@') < 0) {
      rest = NUMBER_WITH_PORT.matcher(rest).replaceFirst("$1");
      if (isHost(rest)) {
        return "";
      }
    }
    return parameters(rest.indexOf('@') < 0 ? rest : withoutHosts(rest, sip));
  }

  /** After the name of a header field: {@code From: Jane sip:…}. */
  private static String fromSip(String text) {
    var lower = text.toLowerCase(Locale.ROOT);
    for (var scheme : List.of("sip:", "sips:")) {
      var at = lower.indexOf(scheme);
      if (at > 0 && !Character.isLetterOrDigit(lower.charAt(at - 1))) {
        return text.substring(at);
      }
    }
    return text;
  }

  /**
   * The length of the scheme with its colon, 0 when there is none. A vCard has parameters between
   * them, {@code TEL;TYPE=CELL:}, and a group before, {@code item1.TEL:}.
   */
  private static int schemeLength(String text) {
    var end = 0;
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end)) || ".-".indexOf(text.charAt(end)) >= 0)) {
      end++;
    }
    if (end == 0 || end == text.length()) {
      return 0;
    }
    var name = name(text.substring(0, end));
    var known = SCHEMES.contains(name) || SIP_SCHEMES.contains(name);
    if (known && text.charAt(end) == ':') {
      return end + 1;
    }
    var colon = text.indexOf(':', end);
    return name.equals("tel") && text.charAt(end) == ';' ? Math.max(colon + 1, 0) : 0;
  }

  private static String name(String scheme) {
    var name = scheme.endsWith(":") ? scheme.substring(0, scheme.length() - 1) : scheme;
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /** A SIP URI without a user part: {@code 10.0.0.1:5060}, {@code gateway.example.com}. */
  private static boolean isHost(String rest) {
    var end = 0;
    while (end < rest.length() && ";?".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    var host = rest.substring(0, end);
    var points = host.chars().filter(c -> c == '.').count();
    return host.chars().anyMatch(Character::isLetter) || host.indexOf(':') >= 0 || points == 3;
  }

  /** The user part of each {@code user@host}, where it is only a number. */
  private static String withoutHosts(String text, boolean sip) {
    var plain = new StringBuilder(text.length());
    var from = 0;
    for (var at = text.indexOf('@'); at >= 0; at = text.indexOf('@', from)) {
      var begin = sip && from == 0 ? 0 : beginOfUser(text, from, at);
      var end = at + 1;
      while (end < text.length() && DELIMITERS.indexOf(text.charAt(end)) < 0) {
        end++;
      }
      plain.append(text, from, begin);
      if (end == at + 1 || begin == at) { // "call me @ 415…"
        plain.append(text, begin, end);
      } else {
        plain.append(user(text.substring(begin, at))).append(' ');
      }
      from = end;
    }
    return plain.append(text, from, text.length()).toString().strip();
  }

  private static int beginOfUser(String text, int from, int at) {
    var begin = at;
    while (begin > from
        && (DELIMITERS.indexOf(text.charAt(begin - 1)) < 0 || isParameter(text, begin - 1, at))) {
      begin--;
    }
    return begin;
  }

  /** The semicolon in {@code 4155550109;phone-context=+1@host}. */
  private static boolean isParameter(String text, int semicolon, int at) {
    return text.charAt(semicolon) == ';'
        && semicolon + 1 < at
        && Character.isLetter(text.charAt(semicolon + 1));
  }

  /** A user part with other letters than those of a pause or an extension is a name. */
  private static String user(String part) {
    var numbers = parameters(part.substring(schemeLength(part)));
    var password = numbers.indexOf(':');
    var user = password < 0 ? numbers : numbers.substring(0, password);
    var first = user.isEmpty() ? ' ' : user.charAt(0);
    var named =
        Character.isLetter(first)
            || user.chars().anyMatch(c -> Character.isLetter(c) && "extpwEXTPW".indexOf(c) < 0);
    return named ? "" : user;
  }

  /**
   * Without parameters such as {@code ;tag=1} and {@code ;npdi}; with the extension and the
   * context.
   */
  private static String parameters(String text) {
    if (text.indexOf(';') < 0) {
      return text;
    }
    var kept = new StringBuilder();
    var context = "";
    for (var part : text.split(";", -1)) {
      var equals = part.indexOf('=');
      var name = (equals < 0 ? part : part.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
      if (kept.isEmpty()) {
        kept.append(part);
      } else if (!isName(name)) {
        kept.append(';').append(part);
      } else if (NUMBER_PARAMETERS.contains(name)) {
        kept.append(" ext ").append(part.substring(equals + 1)).append(' ');
      } else if (name.equals("phone-context")) {
        context = part.startsWith("+", equals + 1) ? part.substring(equals + 1) : context;
      }
    }
    return kept.indexOf("+") < 0 ? context + kept : kept.toString();
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == '-')
        && name.length() < 30;
  }

  /** {@code "Jane 2" 415-555-0109}: a name in quotation marks before the number. */
  private static String unquoted(String text) {
    var rest = text;
    while (rest.startsWith("\"")) {
      var close = rest.indexOf('"', 1);
      var behind = close < 0 ? "" : rest.substring(close + 1).strip();
      if (behind.chars().noneMatch(c -> c >= '0' && c <= '9')) {
        break;
      }
      rest = behind;
    }
    return rest;
  }

  /** Without the escapes of URIs and of HTML. */
  private static String decoded(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('&') < 0) {
      return text;
    }
    var decoded = new StringBuilder(text.length());
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      var code = c == '%' && i + 2 < text.length() ? hex(text, i + 1) : -1;
      if (code >= ' ' && code < 0x7F) {
        decoded.append((char) code);
        i += 2;
      } else {
        decoded.append(c);
      }
    }
    return decoded.indexOf("&") < 0
        ? decoded.toString()
        : decoded
            .toString()
            .replace("&nbsp;", " ")
            .replace("&#160;", " ")
            .replace("&#43;", "+")
            .replace("&plus;", "+")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&");
  }

  private static int hex(String text, int at) {
    var high = Character.digit(text.charAt(at), 16);
    var low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
