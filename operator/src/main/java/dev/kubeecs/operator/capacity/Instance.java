package dev.kubeecs.operator.capacity;

/**
 * A Node of a capacity provider.
 *
 * @param size what it has for tasks
 * @param free what no task has asked for yet
 * @param used whether a task runs on it that is not of a daemon
 */
record Instance(Size size, Size free, boolean used) {}
