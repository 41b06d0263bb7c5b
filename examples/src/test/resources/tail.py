"""Follows a log group as `aws logs tail --follow` of the AWS CLI's version 2 does, which PyPI does not have: by pages of
FilterLogEvents, then from the newest event on, leaving out the events of that moment that it has shown."""
import sys
import time

import boto3

logs = boto3.client("logs")
question = {"logGroupName": sys.argv[1], "interleaved": True, "startTime": int((time.time() - 600) * 1000)}
shown = {}
while True:
    page = logs.filter_log_events(**question)
    for event in page["events"]:
        ids = shown.setdefault(event["timestamp"], set())
        if event["eventId"] not in ids:
            ids.add(event["eventId"])
            print(event["timestamp"], event["message"], flush=True)
    shown = {newest: shown[newest] for newest in sorted(shown)[-1:]}
    if "nextToken" in page:
        question["nextToken"] = page["nextToken"]
    else:
        question.pop("nextToken", None)
        question["startTime"] = max(shown, default=question["startTime"])
        time.sleep(1)
