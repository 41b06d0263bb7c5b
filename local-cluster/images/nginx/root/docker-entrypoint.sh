#!/bin/sh
# Runs the scripts that an image built on this one may have put into /docker-entrypoint.d, then the container's command.
set -e

for script in /docker-entrypoint.d/*.sh; do
  if [ -x "$script" ]; then
    "$script"
  fi
done
exec "$@"
