package dev.kubeecs.operator.daemon;

/**
 * A task of a daemon, as its Pod and its EcsTask tell it.
 *
 * @param deploymentId the 19 digits of its revision
 * @param nodeName its Node; null while it has none
 * @param running whether it is RUNNING and shall stay so
 * @param stopping whether its Pod is on the way out
 */
record DaemonTask(String deploymentId, String nodeName, boolean running, boolean stopping) {}
