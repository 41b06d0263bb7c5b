package dev.kubeecs.resources.containerinstance.query;

import java.util.List;

/**
 * An expression of the cluster query language. {@code toString} spells it so that it reads back the
 * same. Source: ECS developer guide, cluster query language.
 */
public sealed interface Expression {

  /** All of the operands hold. */
  record And(List<Expression> operands) implements Expression {
    public And {
      operands = several(operands);
    }

    @Override
    public String toString() {
      return Spelling.of(this);
    }
  }

  /** One of the operands holds. */
  record Or(List<Expression> operands) implements Expression {
    public Or {
      operands = several(operands);
    }

    @Override
    public String toString() {
      return Spelling.of(this);
    }
  }

  /** The operand does not hold. */
  record Not(Expression operand) implements Expression {
    @Override
    public String toString() {
      return Spelling.of(this);
    }
  }

  /** The subject stands in that relation to a value. */
  record Comparison(Subject subject, Relation relation, String value) implements Expression {
    @Override
    public String toString() {
      return Spelling.of(this);
    }
  }

  /** The subject is one of the values, or none of them. */
  record Membership(Subject subject, boolean negated, List<String> values) implements Expression {
    public Membership {
      values = List.copyOf(values);
    }

    @Override
    public String toString() {
      return Spelling.of(this);
    }
  }

  /** The subject has a value, or has none. */
  record Existence(Subject subject, boolean negated) implements Expression {
    @Override
    public String toString() {
      return Spelling.of(this);
    }
  }

  /** The whole subject matches the pattern, or does not. */
  record Match(Subject subject, boolean negated, RegularExpression pattern) implements Expression {
    @Override
    public String toString() {
      return Spelling.of(this);
    }
  }

  /** How a subject compares with a value. */
  enum Relation {
    EQUAL("=="),
    NOT_EQUAL("!="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    LESS("<"),
    LESS_OR_EQUAL("<=");

    private final String symbol;

    Relation(String symbol) {
      this.symbol = symbol;
    }

    /** As it is spelled between subject and value. */
    public String symbol() {
      return symbol;
    }
  }

  private static List<Expression> several(List<Expression> operands) {
    if (operands.size() < 2) {
      throw new IllegalArgumentException("a compound expression has two operands or more");
    }
    return List.copyOf(operands);
  }
}
