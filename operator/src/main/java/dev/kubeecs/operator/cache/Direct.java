package dev.kubeecs.operator.cache;

import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** The client that shares nothing, by which the shared informers are filled. */
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@interface Direct {}
