package dev.kubeecs.resources.containerinstance.query;

import dev.kubeecs.resources.containerinstance.query.Expression.And;
import dev.kubeecs.resources.containerinstance.query.Expression.Existence;
import dev.kubeecs.resources.containerinstance.query.Expression.Match;
import dev.kubeecs.resources.containerinstance.query.Expression.Membership;
import dev.kubeecs.resources.containerinstance.query.Expression.Not;
import dev.kubeecs.resources.containerinstance.query.Expression.Or;
import dev.kubeecs.resources.containerinstance.query.Expression.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads the cluster query language:
 *
 * <pre>
 * or      = and { ("or" | "||") and }
 * and     = not { ("and" | "&amp;&amp;") not }
 * not     = ("not" | "!") not | "(" or ")" | test
 * test    = subject ( "exists" | "!exists" | "not_exists"
 *                   | ("in" | "!in" | "not_in") "[" value { "," value } "]"
 *                   | ("=~" | "matches" | "!~" | "not_matches") value
 *                   | relation value )
 * value   = word | "'" … "'" | '"' … '"'
 * </pre>
 */
public final class ExpressionParser {

  /** Source: ECS developer guide, cluster query language. */
  private static final int LONGEST = 2000;

  /** Keeps a text of parentheses from using up the stack. */
  private static final int DEEPEST = 64;

  private final Scanner scanner;
  private int depth;

  private ExpressionParser(String text) {
    this.scanner = new Scanner(text);
  }

  /**
   * Reads an expression.
   *
   * @throws ExpressionException if it is none; the message tells the column
   */
  public static Expression parse(String text) {
    if (text.length() > LONGEST) {
      throw new ExpressionException(
          LONGEST + 1, "an expression has at most " + LONGEST + " characters");
    }
    ExpressionParser parser = new ExpressionParser(text);
    Expression expression = parser.or();
    parser.scanner.requireEnd();
    return expression;
  }

  private Expression or() {
    return several(this::and, Or::new, "or", "||");
  }

  private Expression and() {
    return several(this::not, And::new, "and", "&&");
  }

  private Expression several(
      Supplier<Expression> operand,
      Function<List<Expression>, Expression> compound,
      String word,
      String symbol) {
    List<Expression> operands = new ArrayList<>(List.of(operand.get()));
    while (scanner.takeWord(word) || scanner.take(symbol)) {
      operands.add(operand.get());
    }
    return operands.size() == 1 ? operands.getFirst() : compound.apply(operands);
  }

  private Expression not() {
    if (++depth > DEEPEST) {
      throw scanner.problem("an expression is at most " + DEEPEST + " levels deep");
    }
    Expression expression;
    if (scanner.takeWord("not") || scanner.take("!")) {
      expression = new Not(not());
    } else if (scanner.take("(")) {
      expression = or();
      scanner.require(")");
    } else {
      expression = test();
    }
    depth--;
    return expression;
  }

  private Expression test() {
    Subject subject = scanner.subject();
    int column = scanner.column();
    return switch (scanner.operator()) {
      case "exists" -> new Existence(subject, false);
      case "!exists", "not_exists" -> new Existence(subject, true);
      case "in" -> membership(subject, false);
      case "!in", "not_in" -> membership(subject, true);
      case "=~", "matches" -> new Match(subject, false, pattern());
      case "!~", "not_matches" -> new Match(subject, true, pattern());
      case "==", "equals" -> comparison(subject, Relation.EQUAL, column);
      case "!=", "not_equals" -> comparison(subject, Relation.NOT_EQUAL, column);
      case ">", "greater_than" -> comparison(subject, Relation.GREATER, column);
      case ">=", "greater_than_equal" -> comparison(subject, Relation.GREATER_OR_EQUAL, column);
      case "<", "less_than" -> comparison(subject, Relation.LESS, column);
      case "<=", "less_than_equal" -> comparison(subject, Relation.LESS_OR_EQUAL, column);
      default ->
          throw new ExpressionException(
              column,
              "an operator is expected: ==, !=, >, >=, <, <=, =~, !~, in, !in, exists or !exists");
    };
  }

  private Expression comparison(Subject subject, Relation relation, int operatorColumn) {
    boolean ordered = relation != Relation.EQUAL && relation != Relation.NOT_EQUAL;
    if (ordered && !Values.areOrdered(subject)) {
      throw new ExpressionException(
          operatorColumn, subject + " cannot be compared by " + relation.symbol());
    }
    return new Expression.Comparison(subject, relation, value(subject));
  }

  private Expression membership(Subject subject, boolean negated) {
    List<String> values = new ArrayList<>();
    scanner.require("[");
    do {
      values.add(value(subject));
    } while (scanner.take(","));
    scanner.require("]");
    return new Membership(subject, negated, values);
  }

  /** A value that the subject can have. */
  private String value(Subject subject) {
    int column = scanner.column();
    String value = scanner.value();
    Values.problem(subject, value)
        .ifPresent(
            problem -> {
              throw new ExpressionException(column, problem);
            });
    return value;
  }

  private RegularExpression pattern() {
    int column = scanner.column();
    String text = scanner.value();
    try {
      return RegularExpression.of(text);
    } catch (IllegalArgumentException e) {
      throw new ExpressionException(column, "the regular expression " + e.getMessage());
    }
  }
}
