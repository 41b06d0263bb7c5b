package dev.kubeecs.operator.cache;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** The Pods of load balancers, in contrast to those of tasks. */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
public @interface Proxies {}
