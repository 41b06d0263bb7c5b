"""Two gateways before one cluster: what is written at one is read at the other, and pages go from one to the other."""

import sys
import time

import boto3

here = boto3.client("ecs")
there = boto3.client("ecs", endpoint_url=sys.argv[1])
slowest = 0.0


def seen(what, read):
    """Waits until a read at the other gateway knows of the write before."""
    global slowest
    began = time.monotonic()
    while not read():
        assert time.monotonic() - began < 30, f"{what} is not seen"
    slowest = max(slowest, time.monotonic() - began)


def pages(operation, key, first, second):
    """All items, every page asked of the other gateway than the one before."""
    gateways, items, token = [first, second], [], {}
    while True:
        page = getattr(gateways[0], operation)(maxResults=3, **token)
        items += page[key]
        if "nextToken" not in page:
            return items
        token = {"nextToken": page["nextToken"]}
        gateways.reverse()


names = [f"cluster-{i:02d}" for i in range(20)]
for i, name in enumerate(names):
    writer, reader = (here, there) if i % 2 == 0 else (there, here)
    arn = writer.create_cluster(clusterName=name)["cluster"]["clusterArn"]
    seen(f"the creation of {name}", lambda: reader.describe_clusters(clusters=[name])["clusters"])
    writer.tag_resource(resourceArn=arn, tags=[{"key": "n", "value": str(i)}])
    seen(f"the tag of {name}", lambda: reader.list_tags_for_resource(resourceArn=arn)["tags"])

for gateways in ((here, there), (there, here)):
    listed = [arn.split("/")[1] for arn in pages("list_clusters", "clusterArns", *gateways)]
    assert listed == names, listed

# A list that is under way neither loses nor repeats what stays, whatever comes and goes meanwhile.
token = here.list_clusters(maxResults=5)
before = token["clusterArns"]
there.delete_cluster(cluster=names[1])
there.create_cluster(clusterName="cluster-00-later")
seen("the deletion", lambda: here.describe_clusters(clusters=[names[1]])["clusters"][0]["status"] == "INACTIVE")
rest = here.list_clusters(nextToken=token["nextToken"])["clusterArns"]
listed = [arn.split("/")[1] for arn in before + rest]
assert listed == names, listed

container = [{"name": "sleeper", "image": "busybox:1.36", "memory": 16}]
here.register_task_definition(family="sleeper", containerDefinitions=container)
here.create_service(cluster=names[0], serviceName="sleepers", taskDefinition="sleeper", desiredCount=0)
for count in range(1, 6):
    there.update_service(cluster=names[0], service="sleepers", desiredCount=count)
    seen(
        "the update",
        lambda: here.describe_services(cluster=names[0], services=["sleepers"])["services"][0]["desiredCount"] == count,
    )
there.delete_service(cluster=names[0], service="sleepers", force=True)
print(f"both gateways agree; the slowest read followed its write by {slowest:.3f} s")
