package dev.kubeecs.resources.taskendpoint;

import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.Labels;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The URLs that containers find in their environment. The operator writes them, the gateway answers
 * them; a URL names the Pod by its UID and proves by a code that whoever calls was told it.
 *
 * <p>Source of the addresses and paths: the ECS developer guide, task metadata endpoint version 4
 * and task IAM role.
 */
public final class TaskEndpoint {

  /** Where all AWS SDKs look for the credentials of a task's role. */
  public static final String ADDRESS = "169.254.170.2";

  /** The same as the start of a URL. */
  public static final String URL = "http://" + ADDRESS;

  /** The Service that leads containers from {@link #ADDRESS} to the gateway. */
  public static final String SERVICE = "kube-ecs-task-endpoint";

  /** Before a container's id: what is to be known about it and its task. */
  public static final String METADATA = "/v4/";

  /** The same, under the path of the version before. */
  public static final String METADATA_V3 = "/v3/";

  /** Before a task's id: the credentials of its role. */
  public static final String CREDENTIALS = "/v2/credentials/";

  /** Before a task's id: what a task may ask of its agent. */
  public static final String AGENT = "/api/";

  /** What separates UID, proof and container; none of them contains it. */
  public static final String SEPARATOR = ".";

  private static final String PURPOSE = "task-endpoint";

  private TaskEndpoint() {}

  /**
   * What a task's URLs carry so that others cannot guess them: a task that runs by itself has its
   * own, the tasks of a service share one for each revision of their task definition.
   *
   * @param account whose task it is
   * @param podLabels of the task's Pod; others than those of ours do not matter
   */
  public static String proof(SharedKey key, Account account, Map<String, String> podLabels) {
    String subject =
        Stream.of(Labels.CLUSTER, Labels.FAMILY, Labels.REVISION, Labels.DAEMON, Labels.TASK)
            .map(label -> podLabels.getOrDefault(label, ""))
            .collect(Collectors.joining("/", account.id() + "/" + account.region() + "/", ""));
    return key.code(PURPOSE, subject);
  }
}
