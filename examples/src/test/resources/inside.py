"""What a container of a task sees and may do, told as one line of JSON; then it waits."""
import json
import io
import os
import sys
import time
import urllib.error
import urllib.request
import zipfile

ENVIRONMENT = {name: os.environ[name] for name in sorted(os.environ) if name.startswith(("AWS_", "ECS_"))}
LINK_LOCAL = "http://169.254.170.2"


def ask(url, method="GET", body=None):
    """Status and JSON (or text) of an answer."""
    request = urllib.request.Request(url, method=method, data=None if body is None else json.dumps(body).encode())
    try:
        with urllib.request.urlopen(request, timeout=15) as answer:
            status, text = answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        status, text = error.code, error.read().decode()
    try:
        return status, json.loads(text)
    except ValueError:
        return status, text


def document(url):
    status, content = ask(url)
    assert status == 200, (url, status, content)
    return content


def measured(url, name=None):
    """Statistics, as soon as the kubelet has measured the container."""
    for _ in range(90):
        status, content = ask(url)
        assert status in (200, 404), (url, status, content)
        if status == 200 and (name is None or content.get(name)):
            return content
        time.sleep(1)
    raise AssertionError("nothing measured at " + url)


def metadata():
    base = os.environ["ECS_CONTAINER_METADATA_URI_V4"]
    seen = {"container": document(base), "task": document(base + "/task"), "taskWithTags": document(base + "/taskWithTags")}
    seen["v3"] = document(os.environ["ECS_CONTAINER_METADATA_URI"])
    # The times of containers are known a moment after they have begun.
    while not document(base).get("StartedAt") or document(base + "/task")["KnownStatus"] != "RUNNING":
        time.sleep(0.2)
    seen.update(container=document(base), task=document(base + "/task"), taskWithTags=document(base + "/taskWithTags"))
    seen["stats"] = measured(base + "/stats")
    seen["taskStats"] = measured(base + "/task/stats", seen["container"]["DockerId"])
    seen["absent"] = ask(base + "/absent")[0]
    guessed = base.split(".")
    guessed[-2] = guessed[-2][::-1]
    seen["guessed"] = ask(".".join(guessed))[0]
    return seen


def code(call, **arguments):
    import botocore.exceptions

    try:
        call(**arguments)
        return "allowed"
    except botocore.exceptions.ClientError as error:
        return error.response["Error"]["Code"]


def calls():
    """With the credentials and the endpoint that boto3 finds by itself."""
    with urllib.request.urlopen(os.environ["FILES"] + "/packages.zip") as packages:
        zipfile.ZipFile(io.BytesIO(packages.read())).extractall("/tmp/packages")
    sys.path.insert(0, "/tmp/packages")
    import boto3

    ecs = boto3.client("ecs")
    session = boto3.Session()
    found = session.get_credentials()
    keys = found.get_frozen_credentials()
    told = {
        "method": found.method,
        "list-clusters": code(ecs.list_clusters),
        "create-cluster": code(ecs.create_cluster, clusterName="other"),
    }
    forged = boto3.client("ecs", aws_access_key_id=keys.access_key, aws_secret_access_key=keys.secret_key, aws_session_token=keys.token[:-1] + ("A" if keys.token[-1] != "A" else "B"))
    told["forged"] = code(forged.list_clusters)
    given = document(LINK_LOCAL + os.environ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"])
    told["role"] = given["RoleArn"]
    kept = boto3.client("ecs", aws_access_key_id=given["AccessKeyId"], aws_secret_access_key=given["SecretAccessKey"], aws_session_token=given["Token"])
    told["kept"] = code(kept.list_clusters)
    expiration = time.mktime(time.strptime(given["Expiration"], "%Y-%m-%dT%H:%M:%SZ")) - time.timezone
    while time.time() <= expiration + 1:
        time.sleep(0.5)
    told["expired"] = code(kept.list_clusters)
    told["renewed"] = code(ecs.list_clusters)
    return told


def neighbour():
    """What another task's URLs answer to this one."""
    victim = json.loads(os.environ["VICTIM"])
    own = os.environ["ECS_AGENT_URI"].rsplit("/", 1)[1]
    return {
        "metadata": ask(victim["ECS_CONTAINER_METADATA_URI_V4"] + "/task")[0],
        "credentials": ask(LINK_LOCAL + victim["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"])[0],
        "protection": ask(victim["ECS_AGENT_URI"] + "/task-protection/v1/state", "PUT", {"ProtectionEnabled": True})[0],
        "own": ask(LINK_LOCAL + "/v2/credentials/" + own),
    }


def protect():
    """Protects its task for as long as the test says so."""
    state = os.environ["ECS_AGENT_URI"] + "/task-protection/v1/state"
    name = document(os.environ["ECS_CONTAINER_METADATA_URI_V4"] + "/task")["TaskARN"].rsplit("/", 1)[1]
    print(json.dumps({"before": ask(state), "bad": ask(state, "PUT", {}), "long": ask(state, "PUT", {"ProtectionEnabled": True, "ExpiresInMinutes": 2881})}), flush=True)
    protected = False
    while True:
        if (ask(os.environ["FILES"] + "/told/" + name)[0] == 200) != protected:
            protected = not protected
            put = ask(state, "PUT", {"ProtectionEnabled": protected, "ExpiresInMinutes": 60})
            print(json.dumps({"put": put, "get": ask(state)}), flush=True)
        time.sleep(0.2)


def main():
    what = os.environ["WHAT"]
    if what == "protect":
        protect()
    seen = {"environment": ENVIRONMENT}
    if what == "everything":
        seen.update(metadata=metadata(), calls=calls())
    if what == "task":
        seen.update(task=document(os.environ["ECS_CONTAINER_METADATA_URI_V4"] + "/task"))
    if what == "neighbour":
        seen.update(neighbour=neighbour())
    print(json.dumps(seen), flush=True)
    time.sleep(3600)


main()
