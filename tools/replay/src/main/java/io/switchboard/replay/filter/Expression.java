package io.switchboard.replay.filter;

import java.util.List;

/** What a filter says, as a tree. */
sealed interface Expression {
  /** Both. */
  record And(Expression left, Expression right) implements Expression {}

  /** At least one. */
  record Or(Expression left, Expression right) implements Expression {}

  /** The opposite. */
  record Not(Expression inner) implements Expression {}

  /** A property against a literal; false when the property is not there. */
  record Comparison(Property property, Relation relation, Literal literal) implements Expression {}

  /** Equal to one of the literals. */
  record In(Property property, List<Literal> literals) implements Expression {}

  /** The property's text begins so. */
  record Prefix(Property property, String beginning) implements Expression {}

  /** The property is there, and be it null. */
  record Exists(Property property) implements Expression {}

  /** How two values compare. Unequal is not among them: it is the opposite of equal. */
  enum Relation {
    EQUAL,
    LESS,
    AT_MOST,
    MORE,
    AT_LEAST;

    /** Whether a comparison's result, as of {@code compareTo}, is in this relation. */
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
