package io.switchboard.replay.filter;

import java.util.List;

/** The syntax tree of a filter. */
sealed interface Expression {
  /** And. */
  record And(Expression left, Expression right) implements Expression {}

  /** Or. */
  record Or(Expression left, Expression right) implements Expression {}

  /** Not. */
  record Not(Expression inner) implements Expression {}

  /** Compares a property with a literal; false when the property is absent. */
  record Comparison(Property property, Relation relation, Literal literal) implements Expression {}

  /** Equal to one of the literals. */
  record In(Property property, List<Literal> literals) implements Expression {}

  /** The property's text has this prefix. */
  record Prefix(Property property, String beginning) implements Expression {}

  /** The property is present, even if it is null. */
  record Exists(Property property) implements Expression {}

  /** The relation of a comparison. Unequal is not one of them: it is the negation of equal. */
  enum Relation {
    EQUAL,
    LESS,
    AT_MOST,
    MORE,
    AT_LEAST;

    /** Whether a result of {@code compareTo} satisfies this relation. */
    boolean holds(int comparison) {
      return switch (this) {
        case EQUAL -> comparison == 0;
        case LESS -> comparison < 0;
        case AT_MOST -> comparison <= 0;
        case MORE -> comparison > 0;
        case AT_LEAST -> comparison >= 0;
      };
    }
  }
}
