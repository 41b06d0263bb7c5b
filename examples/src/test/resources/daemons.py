"""Daemons with boto3 and its five waiters for them. The Nodes of the capacity provider `lab-pool` are labelled before."""

import boto3

FAST = {"Delay": 1, "MaxAttempts": 180}
ecs = boto3.client("ecs")
NGINX = [{"name": "agent", "image": "nginx:1.27", "memory": 64, "stopTimeout": 2}]


def wait(waiter, **arguments):
    ecs.get_waiter(waiter).wait(WaiterConfig=FAST, **arguments)


def define():
    return ecs.register_daemon_task_definition(family="agent", containerDefinitions=NGINX)["daemonTaskDefinitionArn"]


pool = ecs.create_capacity_provider(name="lab-pool", autoScalingGroupProvider={"autoScalingGroupArn": "lab-pool"})
pool = pool["capacityProvider"]["capacityProviderArn"]
cluster = ecs.create_cluster(clusterName="demo", capacityProviders=["lab-pool"])["cluster"]["clusterArn"]
first = define()
wait("daemon_task_definition_active", daemonTaskDefinition=first)

created = ecs.create_daemon(
    clusterArn=cluster, daemonName="agent", daemonTaskDefinitionArn=first, capacityProviderArns=[pool]
)
daemon = created["daemonArn"]
wait("daemon_active", daemonArn=daemon)
wait("daemon_deployment_successful", daemonDeploymentArns=[created["deploymentArn"]])
tasks = ecs.list_tasks(cluster="demo", daemonName="agent")["taskArns"]
assert tasks, "no Node runs the daemon"
task = ecs.describe_tasks(cluster="demo", tasks=tasks)["tasks"][0]
assert task["taskDefinitionArn"] == first, task
assert task["capacityProviderName"] == "lab-pool", task
assert task["lastStatus"] == "RUNNING", task

# One that cannot be pulled is under way until the next one takes its place.
broken = ecs.register_daemon_task_definition(
    family="broken", containerDefinitions=[dict(NGINX[0], image="nosuch:1.0")]
)["daemonTaskDefinitionArn"]
stuck = ecs.update_daemon(daemonArn=daemon, daemonTaskDefinitionArn=broken, capacityProviderArns=[pool])
second = define()
updated = ecs.update_daemon(daemonArn=daemon, daemonTaskDefinitionArn=second, capacityProviderArns=[pool])
wait("daemon_deployment_successful", daemonDeploymentArns=[updated["deploymentArn"]])
stopped = [
    d["daemonDeploymentArn"]
    for d in ecs.list_daemon_deployments(daemonArn=daemon)["daemonDeployments"]
    if d["status"] == "STOPPED"
]
if stopped:  # both updates may have come before the operator saw the first
    assert stopped == [stuck["deploymentArn"]], stopped
    wait("daemon_deployment_stopped", daemonDeploymentArns=stopped)

ecs.delete_daemon_task_definition(daemonTaskDefinition=first)
wait("daemon_task_definition_deleted", daemonTaskDefinition=first)
ecs.delete_daemon(daemonArn=daemon)
print("the daemons are done")
