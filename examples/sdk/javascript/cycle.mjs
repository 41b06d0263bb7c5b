// The short life of a service, by the AWS SDK for JavaScript. The endpoint and the keys come from the environment.
import {
  ECS,
  paginateListTasks,
  waitUntilServicesInactive,
  waitUntilServicesStable,
  waitUntilTasksRunning,
  waitUntilTasksStopped,
} from "@aws-sdk/client-ecs";
import assert from "node:assert/strict";

const ecs = new ECS();
const cluster = "javascript";
const patience = { client: ecs, minDelay: 1, maxDelay: 1, maxWaitTime: 180 };
const networkConfiguration = { awsvpcConfiguration: { subnets: ["subnet-default"] } };
const launch = { cluster, launchType: "FARGATE", networkConfiguration };

await ecs.createCluster({ clusterName: cluster });
const { taskDefinition } = await ecs.registerTaskDefinition({
  family: "sleeper",
  requiresCompatibilities: ["FARGATE"],
  networkMode: "awsvpc",
  cpu: "256",
  memory: "512",
  containerDefinitions: [{ name: "sleeper", image: "busybox:1.36", command: ["sleep", "3600"], stopTimeout: 2 }],
});

await ecs.createService({ ...launch, serviceName: "sleepers", taskDefinition: "sleeper", desiredCount: 1 });
await waitUntilServicesStable(patience, { cluster, services: ["sleepers"] });
const tasks = [];
for await (const page of paginateListTasks({ client: ecs }, { cluster, serviceName: "sleepers" })) {
  tasks.push(...page.taskArns);
}
assert.equal(tasks.length, 1);

const single = await ecs.runTask({ ...launch, taskDefinition: taskDefinition.taskDefinitionArn });
const task = { cluster, tasks: [single.tasks[0].taskArn] };
await waitUntilTasksRunning(patience, task);
await ecs.stopTask({ cluster, task: task.tasks[0], reason: "done" });
await waitUntilTasksStopped(patience, task);
const stopped = (await ecs.describeTasks(task)).tasks[0];
assert.equal(stopped.stoppedReason, "done");
assert.ok(stopped.startedAt < stopped.stoppedAt);

await assert.rejects(ecs.describeTasks({ cluster: "absent", tasks: ["x"] }), { name: "ClusterNotFoundException" });

await ecs.deleteService({ cluster, service: "sleepers", force: true });
await waitUntilServicesInactive(patience, { cluster, services: ["sleepers"] });
await ecs.deregisterTaskDefinition({ taskDefinition: taskDefinition.taskDefinitionArn });
await ecs.deleteTaskDefinitions({ taskDefinitions: [taskDefinition.taskDefinitionArn] });
const deleted = await ecs.deleteCluster({ cluster });
assert.equal(deleted.cluster.status, "INACTIVE");
console.log("created, ran, deleted");
