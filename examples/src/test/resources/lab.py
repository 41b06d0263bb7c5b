"""The hands-on lab with boto3: its own clients, waiters and paginators. Exits with 0 when all went as on AWS."""

import json
import pathlib
import sys

import boto3

FAST = {"Delay": 1, "MaxAttempts": 120}
definition = json.loads(pathlib.Path(sys.argv[1]).read_text())
network = {"awsvpcConfiguration": {"subnets": ["subnet-default"]}}
ecs = boto3.client("ecs")

assert ecs.create_cluster(clusterName="demo")["cluster"]["status"] == "ACTIVE"
first = ecs.register_task_definition(**definition)["taskDefinition"]["taskDefinitionArn"]
ecs.create_service(
    cluster="demo",
    serviceName="hello",
    taskDefinition=first,
    desiredCount=2,
    launchType="FARGATE",
    networkConfiguration=network,
)
ecs.get_waiter("services_stable").wait(cluster="demo", services=["hello"], WaiterConfig=FAST)

tasks = [arn for page in ecs.get_paginator("list_tasks").paginate(cluster="demo") for arn in page["taskArns"]]
assert len(tasks) == 2, tasks

second = ecs.register_task_definition(**definition)["taskDefinition"]["taskDefinitionArn"]
ecs.update_service(cluster="demo", service="hello", taskDefinition=second)
ecs.get_waiter("services_stable").wait(cluster="demo", services=["hello"], WaiterConfig=FAST)
running = ecs.list_tasks(cluster="demo", serviceName="hello")["taskArns"]
described = ecs.describe_tasks(cluster="demo", tasks=running)["tasks"]
assert {task["taskDefinitionArn"] for task in described} == {second}, described
assert not set(running) & set(tasks), (running, tasks)

single = ecs.run_task(
    cluster="demo", taskDefinition="hello", launchType="FARGATE", networkConfiguration=network, startedBy="lab"
)
assert not single["failures"], single
arn = single["tasks"][0]["taskArn"]
ecs.get_waiter("tasks_running").wait(cluster="demo", tasks=[arn], WaiterConfig=FAST)
assert ecs.list_tasks(cluster="demo", startedBy="lab")["taskArns"] == [arn]
ecs.stop_task(cluster="demo", task=arn, reason="done")
ecs.get_waiter("tasks_stopped").wait(cluster="demo", tasks=[arn], WaiterConfig=FAST)
assert ecs.describe_tasks(cluster="demo", tasks=[arn])["tasks"][0]["stoppedReason"] == "done"

try:
    ecs.describe_services(cluster="absent", services=["hello"])
    raise AssertionError("a cluster that is absent was found")
except ecs.exceptions.ClusterNotFoundException:
    pass

ecs.delete_service(cluster="demo", service="hello", force=True)
ecs.get_waiter("services_inactive").wait(cluster="demo", services=["hello"], WaiterConfig=FAST)
for page in ecs.get_paginator("list_task_definitions").paginate(familyPrefix="hello"):
    for revision in page["taskDefinitionArns"]:
        ecs.deregister_task_definition(taskDefinition=revision)
assert ecs.list_task_definitions(familyPrefix="hello")["taskDefinitionArns"] == []
print("the lab is done")
