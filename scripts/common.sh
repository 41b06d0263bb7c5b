# Shared by the scripts behind `make`: where things are, and how to say what is going on. Source it, do not run it.
# shellcheck shell=bash
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
state=${KUBE_ECS_STATE:-$root/.kube-ecs}
nodes=${NODES:-real}

say() { printf '  %s\n' "$*" >&2; }

fail() {
  printf '\n  %s\n' "$*" >&2
  exit 1
}

seconds_since() { awk -v from="$1" -v to="$(date +%s.%N)" 'BEGIN { printf "%.1f", to - from }'; }

# step TEXT COMMAND…: runs it with its output in a log file, tells every ten seconds that it goes on, and how long it took.
step() {
  local text=$1 began log pid waited=0
  shift
  mkdir -p "$state/logs"
  log=$state/logs/$(printf '%s' "$text" | tr -cs 'a-zA-Z0-9' '-' | sed 's/-*$//').log
  began=$(date +%s.%N)
  "$@" >"$log" 2>&1 &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    sleep 0.1
    waited=$((waited + 1))
    if [ $((waited % 100)) = 0 ]; then say "$text … $((waited / 10)) s: $(tail -n 1 "$log" | cut -c 1-100)"; fi
  done
  if wait "$pid"; then
    say "$text ($(seconds_since "$began") s)"
  else
    printf '\n' >&2
    tail -n 30 "$log" >&2
    fail "$text failed; the whole log is $log"
  fi
}

# running NAME: whether the process that `begin NAME` started still lives.
running() {
  local file=$state/$1.pid
  [ -f "$file" ] && kill -0 "$(cat "$file")" 2>/dev/null
}

# begin NAME COMMAND…: starts a server that outlives this script.
begin() {
  local name=$1
  shift
  mkdir -p "$state/logs"
  setsid "$@" >"$state/logs/$name.log" 2>&1 </dev/null &
  echo $! >"$state/$name.pid"
}

# end NAME: ends what `begin NAME` started, politely for ten seconds.
end() {
  local file=$state/$1.pid pid patience=100
  [ -f "$file" ] || return 0
  pid=$(cat "$file")
  kill "$pid" 2>/dev/null || true
  while kill -0 "$pid" 2>/dev/null && [ "$patience" -gt 0 ]; do
    sleep 0.1
    patience=$((patience - 1))
  done
  kill -9 "$pid" 2>/dev/null || true
  rm -f "$file"
}

# ready NAME PORT: waits until a program of ours says that it is ready.
ready() {
  local name=$1 port=$2 patience=600 began
  began=$(date +%s.%N)
  until curl --silent --fail --output /dev/null "http://127.0.0.1:$port/q/health/ready"; do
    running "$name" || {
      tail -n 30 "$state/logs/$name.log" >&2
      fail "$name ended while starting; its log is $state/logs/$name.log"
    }
    patience=$((patience - 1))
    [ "$patience" -gt 0 ] || fail "$name was not ready within a minute; its log is $state/logs/$name.log"
    sleep 0.1
  done
  say "$name ready ($(seconds_since "$began") s)"
}

# free_port FIRST [ADDRESS]: the first port from FIRST upwards that nobody listens on at an address, loopback by default.
free_port() {
  local port=$1 address=${2:-127.0.0.1}
  while (exec 3<>"/dev/tcp/$address/$port") 2>/dev/null; do port=$((port + 1)); done
  echo "$port"
}

# kubectl of the user, or the one in the local cluster's binary.
kubernetes() {
  if command -v kubectl >/dev/null; then
    command kubectl --kubeconfig "$state/kubeconfig" "$@"
  else
    "$root/local-cluster/cluster" kubectl --kubeconfig "$state/kubeconfig" "$@"
  fi
}
