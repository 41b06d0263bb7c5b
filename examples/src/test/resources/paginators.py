"""Every paginator that boto3 has for what is built: the pages together are what one big page is."""

import boto3

ecs = boto3.client("ecs")
network = {"awsvpcConfiguration": {"subnets": ["subnet-default"]}}
sleeper = [{"name": "sleeper", "image": "busybox:1.36", "memory": 16, "command": ["sleep", "600"], "stopTimeout": 2}]


def identity(item):
    """Which item it is, whatever its status becomes between two listings."""
    return str({name: value for name, value in item.items() if name != "status"} if isinstance(item, dict) else item)


def check(operation, key, at_least, **arguments):
    """Pages of one item each, beside those of the size that is the default."""
    pages = list(ecs.get_paginator(operation).paginate(PaginationConfig={"PageSize": 1}, **arguments))
    assert all(len(page[key]) <= 1 for page in pages), pages
    paged = [identity(item) for page in pages for item in page[key]]
    whole = [identity(item) for item in ecs.get_paginator(operation).paginate(**arguments).build_full_result()[key]]
    assert paged == whole, (operation, paged, whole)
    assert len(set(paged)) == len(paged) >= at_least, (operation, paged)
    return operation


for name in ("one", "two", "three"):
    ecs.create_cluster(clusterName=name)
    ecs.register_task_definition(family=f"family-{name}", containerDefinitions=sleeper, networkMode="awsvpc")
    ecs.put_account_setting(name="containerInsights", value="enabled")
for name in ("one", "two", "three"):
    ecs.create_service(
        cluster="one", serviceName=name, taskDefinition="family-one", desiredCount=0, networkConfiguration=network
    )
tasks = ecs.run_task(cluster="one", taskDefinition="family-one", count=3, networkConfiguration=network)
assert not tasks["failures"], tasks
instance = ecs.list_container_instances(cluster="one")["containerInstanceArns"][0]
ecs.put_attributes(
    cluster="one", attributes=[{"name": f"stack-{i}", "targetId": instance, "value": "v"} for i in range(3)]
)

port = [sleeper[0] | {"portMappings": [{"containerPort": 80, "name": "web"}]}]
ecs.register_task_definition(family="routed", containerDefinitions=port, networkMode="awsvpc")
for name in ("one", "two", "three"):
    ecs.create_gateway(
        name=name, infrastructureRoleArn="any", deletionProtection=False, configuration={"hostSharedAlb": {}}
    )
    ecs.associate_gateway_with_cluster(gateway=name, cluster="one")
ecs.create_service(
    cluster="one",
    serviceName="routed",
    taskDefinition="routed",
    desiredCount=0,
    networkConfiguration=network,
    gatewayConnectors=[{"portName": "web"}],
)

ecs.update_cluster(cluster="one", serviceConnectDefaults={"namespace": "paged"})
for name in ("four", "five", "six"):
    ecs.create_service(
        cluster="one",
        serviceName=name,
        taskDefinition="routed",
        desiredCount=0,
        networkConfiguration=network,
        serviceConnectConfiguration={"enabled": True, "services": [{"portName": "web", "discoveryName": name}]},
    )

checked = {
    check("list_clusters", "clusterArns", 3),
    check("list_container_instances", "containerInstanceArns", 1, cluster="one"),
    check("list_task_definitions", "taskDefinitionArns", 3),
    check("list_task_definition_families", "families", 3),
    check("list_tasks", "taskArns", 3, cluster="one"),
    check("list_services", "serviceArns", 3, cluster="one"),
    check("list_services_by_namespace", "serviceArns", 3, namespace="paged"),
    check("list_account_settings", "settings", 3, effectiveSettings=True),
    check("list_gateways", "gateways", 3),
    check("list_gateway_routes", "gatewayRoutes", 3, cluster="one"),
    check("list_gateway_cluster_associations", "gatewayClusterAssociations", 3, cluster="one"),
    check("list_attributes", "attributes", 3, cluster="one", targetType="container-instance"),
}
ecs.delete_attributes(cluster="one", attributes=[{"name": f"stack-{i}", "targetId": instance} for i in range(3)])
for name in ("routed", "four", "five", "six"):
    ecs.delete_service(cluster="one", service=name)
for task in tasks["tasks"]:
    ecs.stop_task(cluster="one", task=task["taskArn"])

paginated = {operation for operation in ecs.meta.method_to_api_mapping if ecs.can_paginate(operation)}
assert paginated == checked, paginated ^ checked
print("the paginators are done")
