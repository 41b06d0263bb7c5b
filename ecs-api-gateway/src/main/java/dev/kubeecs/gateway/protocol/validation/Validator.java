package dev.kubeecs.gateway.protocol.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kubeecs.model.ApiModel;
import dev.kubeecs.model.Member;
import dev.kubeecs.model.Operation;
import dev.kubeecs.model.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Checks a request against the model in one pass and collects everything that is wrong with it.
 *
 * <p>Its depth is that of the model: members which the model does not know are not entered.
 */
public final class Validator {

  /** Nobody reads more, and a hostile body shall not become a larger answer. */
  private static final int MOST_FINDINGS = 50;

  /** Seconds since the epoch that any calendar can show: the year 9999. */
  private static final double LATEST_SECOND = 253_402_300_799.0;

  private final ApiModel model;
  private final RefusedMembers refusedMembers;
  private final List<String> wrongTypes = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private final List<String> unknownMembers = new ArrayList<>();

  private Validator(ApiModel model, RefusedMembers refusedMembers) {
    this.model = model;
    this.refusedMembers = refusedMembers;
  }

  /** What is wrong with the body of a request for this operation. */
  public static Findings validate(
      ApiModel model, RefusedMembers refusedMembers, Operation operation, JsonNode body) {
    Validator validator = new Validator(model, refusedMembers);
    validator.check(model.shape(operation.input()), "", body);
    return new Findings(
        validator.wrongTypes, validator.violations, validator.refused, validator.unknownMembers);
  }

  private void check(Shape shape, String path, JsonNode value) {
    switch (shape) {
      case Shape.Structure structure -> checkStructure(structure, path, value);
      case Shape.Listing list -> checkList(list, path, value);
      case Shape.Mapping map -> checkMap(map, path, value);
      case Shape.Text text -> checkText(text, path, value);
      case Shape.Enumeration enumeration -> checkEnumeration(enumeration, path, value);
      case Shape.Numeric number -> checkNumber(number, path, value);
      case Shape.Truth ignored -> isA(value.isBoolean(), path, value, "a Boolean");
      case Shape.Timestamp ignored ->
          isA(
              value.isNumber() && Math.abs(value.asDouble()) <= LATEST_SECOND,
              path,
              value,
              "a Timestamp of epoch seconds");
    }
  }

  private void checkStructure(Shape.Structure structure, String path, JsonNode value) {
    if (!isA(value.isObject(), path, value, "a structure") || structure.document()) {
      return;
    }
    for (Member member : structure.members().values()) {
      if (member.required() && !value.hasNonNull(member.name())) {
        add(violations, Constraint.notNull(join(path, member.name())));
      }
    }
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      String memberPath = join(path, entry.getKey());
      Member member = structure.members().get(entry.getKey());
      if (member == null) {
        add(unknownMembers, memberPath);
      } else if (!entry.getValue().isNull()) {
        refuse(structure, member, memberPath, entry.getValue());
        check(model.shape(member.shape()), memberPath, entry.getValue());
      }
    }
  }

  private void refuse(Shape.Structure structure, Member member, String path, JsonNode value) {
    if (RefusedMembers.asksForSomething(value)) {
      refusedMembers
          .reason(structure.name(), member.name())
          .ifPresent(reason -> add(refused, "'" + path + "' is not supported: " + reason));
    }
  }

  private void checkList(Shape.Listing list, String path, JsonNode value) {
    if (!isA(value.isArray(), path, value, "a list")) {
      return;
    }
    Constraint.length(list.length(), value.size())
        .ifPresent(constraint -> add(violations, Constraint.broken(path, value, constraint)));
    Shape element = model.shape(list.element());
    for (int index = 0; index < value.size(); index++) {
      checkElement(element, path + "[" + index + "]", value.get(index));
    }
  }

  private void checkMap(Shape.Mapping map, String path, JsonNode value) {
    if (!isA(value.isObject(), path, value, "a map")) {
      return;
    }
    Shape element = model.shape(map.value());
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      checkElement(element, join(path, entry.getKey()), entry.getValue());
    }
  }

  private void checkElement(Shape shape, String path, JsonNode value) {
    if (value.isNull()) {
      add(violations, Constraint.notNull(path));
    } else {
      check(shape, path, value);
    }
  }

  private void checkText(Shape.Text text, String path, JsonNode value) {
    if (!isA(value.isTextual(), path, value, "a String")) {
      return;
    }
    String string = value.textValue();
    Constraint.length(text.length(), string.codePointCount(0, string.length()))
        .or(() -> Constraint.pattern(text.pattern(), string))
        .ifPresent(
            constraint ->
                add(
                    violations,
                    text.sensitive()
                        ? Constraint.brokenBySecret(path, constraint)
                        : Constraint.broken(path, value, constraint)));
  }

  private void checkEnumeration(Shape.Enumeration enumeration, String path, JsonNode value) {
    if (!isA(value.isTextual(), path, value, "a String")) {
      return;
    }
    if (enumeration.values().contains(value.textValue())) {
      refusedMembers
          .reason(enumeration.name(), value.textValue())
          .ifPresent(
              reason ->
                  add(
                      refused,
                      "'%s': %s is not supported: %s".formatted(path, value.textValue(), reason)));
    } else {
      add(violations, Constraint.broken(path, value, Constraint.oneOf(enumeration.values())));
    }
  }

  private void checkNumber(Shape.Numeric number, String path, JsonNode value) {
    boolean fits =
        value.isNumber()
            && switch (number.kind()) {
              case INTEGER -> value.canConvertToExactIntegral() && value.canConvertToInt();
              case LONG -> value.canConvertToExactIntegral() && value.canConvertToLong();
              case DOUBLE -> Double.isFinite(value.asDouble());
            };
    String type =
        switch (number.kind()) {
          case INTEGER -> "an Integer";
          case LONG -> "a Long";
          case DOUBLE -> "a Double";
        };
    if (isA(fits, path, value, type)) {
      Constraint.range(number.range(), value.asDouble())
          .ifPresent(constraint -> add(violations, Constraint.broken(path, value, constraint)));
    }
  }

  private boolean isA(boolean fits, String path, JsonNode value, String type) {
    if (!fits) {
      add(
          wrongTypes,
          "%s_VALUE can not be converted to %s%s"
              .formatted(value.getNodeType(), type, path.isEmpty() ? "" : " at '" + path + "'"));
    }
    return fits;
  }

  private static void add(List<String> findings, String finding) {
    if (findings.size() < MOST_FINDINGS) {
      findings.add(finding);
    }
  }

  private static String join(String path, String member) {
    return path.isEmpty() ? member : path + "." + member;
  }
}
