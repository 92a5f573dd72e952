package io.switchboard.replay.filter;

import io.switchboard.replay.filter.Expression.Relation;
import io.switchboard.replay.filter.Property.Step;
import io.switchboard.replay.filter.Token.Kind;
import io.switchboard.replay.reading.TimeAgo;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the filter language, by recursive descent.
 *
 * <pre>
 * either     = both { "or" both }
 * both       = single { "and" single }
 * single     = "not" single | "(" either ")" | "exists" property | property test
 * test       = ( "=" | "!=" | "<" | "<=" | ">" | ">=" ) literal
 *            | [ "not" ] "in" "(" literal { "," literal } ")"
 *            | [ "not" ] "prefix" text
 * property   = "key" | "topic" | "partition" | "offset" | "time" | "header." name
 *            | [ "value." ] path
 * </pre>
 */
final class Parser {
  private static final int DEEPEST = 100;
  private static final int MAX_LENGTH = 8_000;

  private final String filter;
  private final Instant now;
  private final List<Token> tokens;
  private final List<Property.Path> paths = new ArrayList<>();
  private int position;
  private int depth;

  Parser(String filter, Instant now) {
    this.filter = filter;
    this.now = now;
    if (filter.length() > MAX_LENGTH) {
      throw new FilterSyntaxException(
          filter.substring(0, 40), 0, "a filter has at most " + MAX_LENGTH + " characters");
    }
    this.tokens = Lexer.tokens(filter);
  }

  Expression parse() {
    if (peek().kind() == Kind.END) {
      throw fault(peek(), "the filter is empty");
    }
    var expression = either();
    if (peek().kind() != Kind.END) {
      throw fault(peek(), "expected 'and', 'or' or the end instead of " + peek().shown());
    }
    return expression;
  }

  /** The JSON paths of the parsed expressions, by their slots. */
  List<Property.Path> paths() {
    return List.copyOf(paths);
  }

  private Expression either() {
    var left = both();
    while (accept("or")) {
      left = new Expression.Or(left, both());
    }
    return left;
  }

  private Expression both() {
    var left = single();
    while (accept("and")) {
      left = new Expression.And(left, single());
    }
    return left;
  }

  private Expression single() {
    if (++depth > DEEPEST) {
      throw fault(peek(), "nested too deeply");
    }
    try {
      if (accept("not")) {
        return new Expression.Not(single());
      }
      if (acceptMark("(")) {
        var inner = either();
        expectMark(")");
        return inner;
      }
      if (accept("exists")) {
        return new Expression.Exists(property());
      }
      return test(property());
    } finally {
      depth--;
    }
  }

  private Expression test(Property property) {
    if (accept("not")) {
      if (peek().is("in") || peek().is("prefix")) {
        return new Expression.Not(test(property));
      }
      throw fault(peek(), "expected 'in' or 'prefix' behind 'not'");
    }
    if (accept("in")) {
      return new Expression.In(property, literals(property));
    }
    if (accept("prefix")) {
      var text = next();
      if (text.kind() != Kind.QUOTED) {
        throw fault(text, "'prefix' needs text in quotes");
      }
      return new Expression.Prefix(property, text.text());
    }
    var operator = next();
    if (operator.kind() != Kind.OPERATOR) {
      throw fault(
          operator,
          "expected a comparison (= != < <= > >=), 'in' or 'prefix' instead of "
              + operator.shown());
    }
    var literal = literal(property);
    return switch (operator.text()) {
      case "=", "==" -> new Expression.Comparison(property, Relation.EQUAL, literal);
      case "!=", "<>" ->
          new Expression.Not(new Expression.Comparison(property, Relation.EQUAL, literal));
      case "<" -> new Expression.Comparison(property, Relation.LESS, literal);
      case "<=" -> new Expression.Comparison(property, Relation.AT_MOST, literal);
      case ">" -> new Expression.Comparison(property, Relation.MORE, literal);
      default -> new Expression.Comparison(property, Relation.AT_LEAST, literal);
    };
  }

  private List<Literal> literals(Property property) {
    expectMark("(");
    var literals = new ArrayList<Literal>();
    do {
      literals.add(literal(property));
    } while (acceptMark(","));
    expectMark(")");
    return List.copyOf(literals);
  }

  private Literal literal(Property property) {
    var token = next();
    return switch (token.kind()) {
      case QUOTED -> text(property, token);
      case NUMBER -> new Literal.Number(new BigDecimal(token.text()));
      case AGO -> new Literal.Moment(now.minus(TimeAgo.parse(token.text())));
      case WORD -> word(token);
      case OPERATOR, PUNCTUATION, END ->
          throw fault(token, "expected a value instead of " + token.shown());
    };
  }

  private Literal text(Property property, Token token) {
    var text = Literal.Text.of(token.text());
    if (property instanceof Property.Time && text.time() == null) {
      throw fault(token, "time is compared with a time like '2026-11-20T15:00:00Z' or -15m");
    }
    return text;
  }

  private Literal word(Token token) {
    if (token.is("true") || token.is("false")) {
      return new Literal.Truth(token.is("true"));
    }
    if (token.is("null")) {
      return new Literal.Null();
    }
    throw fault(token, "text stands in quotes: '" + token.text() + "'");
  }

  private Property property() {
    var token = next();
    if (token.kind() != Kind.WORD) {
      throw fault(
          token,
          "expected key, partition, time, header.NAME or a JSON path instead of " + token.shown());
    }
    if (acceptMark(".")) {
      return switch (token.text()) {
        case "header" -> new Property.Header(name());
        case "value" -> path(new Step.Field(name()));
        default -> path(new Step.Field(token.text()), new Step.Field(name()));
      };
    }
    return switch (token.text()) {
      case "key" -> new Property.Key();
      case "topic" -> new Property.TopicName();
      case "partition" -> new Property.Partition();
      case "offset" -> new Property.Offset();
      case "time" -> new Property.Time();
      case "header" -> throw fault(peek(), "which header? Like header.ce_type");
      case "value" -> peek().isMark("[") ? path() : throwAway(token);
      default -> path(new Step.Field(token.text()));
    };
  }

  private Property throwAway(Token token) {
    throw fault(token, "which part of the value? Like value.severity");
  }

  private Property path(Step... first) {
    var steps = new ArrayList<>(List.of(first));
    while (true) {
      if (acceptMark(".")) {
        steps.add(new Step.Field(name()));
      } else if (acceptMark("[")) {
        steps.add(acceptMark("*") ? new Step.AnyElement() : new Step.Element(index()));
        expectMark("]");
      } else {
        break;
      }
    }
    for (var known : paths) {
      if (known.steps().equals(steps)) {
        return known;
      }
    }
    var path = new Property.Path(steps, paths.size());
    paths.add(path);
    return path;
  }

  private String name() {
    var token = next();
    if (token.kind() != Kind.WORD && token.kind() != Kind.QUOTED) {
      throw fault(token, "expected a name behind the dot instead of " + token.shown());
    }
    return token.text();
  }

  private int index() {
    var token = next();
    if (token.kind() != Kind.NUMBER || !token.text().matches("\\d{1,6}")) {
      throw fault(token, "expected an index from 0 or * instead of " + token.shown());
    }
    return Integer.parseInt(token.text());
  }

  private Token peek() {
    return tokens.get(position);
  }

  private Token next() {
    var token = tokens.get(position);
    if (token.kind() != Kind.END) {
      position++;
    }
    return token;
  }

  private boolean accept(String word) {
    var found = peek().is(word);
    position += found ? 1 : 0;
    return found;
  }

  private boolean acceptMark(String mark) {
    var found = peek().isMark(mark);
    position += found ? 1 : 0;
    return found;
  }

  private void expectMark(String mark) {
    if (!acceptMark(mark)) {
      throw fault(peek(), "expected " + mark + " instead of " + peek().shown());
    }
  }

  private FilterSyntaxException fault(Token token, String what) {
    return new FilterSyntaxException(filter, token.at(), what);
  }
}
