package dev.kubeecs.gateway.account;

import dev.kubeecs.gateway.GatewayConfiguration;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Namespaces;
import dev.kubeecs.gateway.store.Cache;
import dev.kubeecs.gateway.store.Cache.Index;
import dev.kubeecs.gateway.store.Caches;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.Labels;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Finds the namespace of an account by its labels. The namespace {@code default} needs none: it is
 * the default account. In development mode an account that is called for the first time is made.
 */
@Singleton
public final class AccountNamespaces implements Namespaces {

  private static final Logger LOG = Logger.getLogger(AccountNamespaces.class);
  private static final String DEFAULT_NAMESPACE = "default";

  /** As in AWS, and safe as a label value and as part of a namespace's name. */
  private static final Pattern REGION = Pattern.compile("[a-z]([a-z0-9-]{0,30}[a-z0-9])?");

  private final KubernetesClient client;
  private final Cache<Namespace> namespaces;
  private final Index<Namespace> byAccount;
  private final boolean development;

  @Inject
  AccountNamespaces(KubernetesClient client, Caches caches, GatewayConfiguration configuration) {
    this(client, caches, configuration.development());
  }

  /** Finds accounts; makes them, too, in development mode. */
  AccountNamespaces(KubernetesClient client, Caches caches, boolean development) {
    this.client = client;
    this.development = development;
    this.namespaces = caches.start("Namespace", client.namespaces());
    this.byAccount = namespaces.index("account", AccountNamespaces::keys);
  }

  @Override
  public String of(Account account) {
    return find(account)
        .or(() -> development ? Optional.of(create(account)) : Optional.empty())
        .orElseThrow(
            () ->
                new AwsException(
                    "AccessDeniedException",
                    "There is no account %s in region %s here."
                        .formatted(account.id(), account.region())));
  }

  /** The account that a namespace is; empty if it is none of the API's. */
  public Optional<Account> account(String namespace) {
    return namespaces
        .find(null, namespace)
        .map(Account::of)
        .filter(account -> find(account).filter(namespace::equals).isPresent());
  }

  private Optional<String> find(Account account) {
    // The oldest wins: whoever labels a second namespace alike takes nothing over.
    return byAccount.get(key(account)).stream()
        .filter(namespace -> namespace.getMetadata().getDeletionTimestamp() == null)
        .map(Namespace::getMetadata)
        .min(
            Comparator.comparing(ObjectMeta::getCreationTimestamp)
                .thenComparing(ObjectMeta::getName))
        .map(ObjectMeta::getName);
  }

  private String create(Account account) {
    if (!REGION.matcher(account.region()).matches()) {
      throw new AwsException(
          "InvalidSignatureException",
          "Credential should be scoped to a valid region, not '" + account.region() + "'.");
    }
    Namespace namespace =
        new NamespaceBuilder()
            .withNewMetadata()
            .withName("ecs-" + account.id() + "-" + account.region())
            .withLabels(account.labels())
            .endMetadata()
            .build();
    try {
      Namespace created = client.resource(namespace).create();
      namespaces.wrote(created);
      LOG.infof("made namespace %s for account %s", name(created), account.id());
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
    }
    return name(namespace);
  }

  private static List<String> keys(Namespace namespace) {
    Map<String, String> labels = namespace.getMetadata().getLabels();
    boolean labelled =
        labels != null
            && (labels.containsKey(Labels.ACCOUNT_ID) || labels.containsKey(Labels.REGION));
    return labelled || name(namespace).equals(DEFAULT_NAMESPACE)
        ? List.of(key(Account.of(namespace)))
        : List.of();
  }

  private static String key(Account account) {
    return account.id() + "/" + account.region();
  }

  private static String name(Namespace namespace) {
    return namespace.getMetadata().getName();
  }
}
