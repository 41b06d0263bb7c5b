package dev.kubeecs.operator.account;

import dev.kubeecs.resources.naming.Account;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.inject.Singleton;

/** The account of each namespace, from a cache. */
@Singleton
public class Accounts {

  private final SharedIndexInformer<Namespace> namespaces;

  Accounts(SharedIndexInformer<Namespace> namespaces) {
    this.namespaces = namespaces;
  }

  /** The account that a namespace is; the default one if the namespace is not known (any more). */
  public Account of(String namespace) {
    Namespace found = namespaces.getIndexer().getByKey(namespace);
    return found == null ? Account.DEFAULT : Account.of(found);
  }
}
