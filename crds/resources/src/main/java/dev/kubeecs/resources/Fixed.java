package dev.kubeecs.resources;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A member of a spec, or all members of it but some, that can be neither changed, added nor
 * removed: the API server refuses it.
 */
@Documented
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
public @interface Fixed {

  /** What to do instead, such as {@code create another cluster}. */
  String value();

  /** On a spec: the members that may change. */
  String[] except() default {};
}
