#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs docker-compose.yml for real, in a project of its own that is removed at the end: the default services, then the demo's migration.
# The images must be there (images.sh). Other images and ports: by the variables that docker-compose.yml names. --keep leaves it running.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export COMPOSE_PROJECT_NAME=${COMPOSE_PROJECT_NAME:-cmc-try}
compose() { if docker compose version >/dev/null 2>&1; then docker compose "$@"; else docker-compose "$@"; fi; }
say() { echo "== $*"; }
fail() { echo "FAILED: $*" >&2; compose --profile demo ps; compose --profile demo logs --tail 40; exit 1; }
state() { docker inspect -f '{{if .State.Health}}{{.State.Health.Status}}{{else}}{{.State.Status}}{{end}} {{.State.ExitCode}}' "$(compose --profile demo ps -aq "$1" 2>/dev/null || compose --profile demo ps -q "$1")"; }
await() { # service, state, seconds
  local until=$((SECONDS + $3))
  until [[ $(state "$1" 2>/dev/null) == "$2" ]]; do
    ((SECONDS < until)) || fail "$1 is '$(state "$1")', expected '$2'"
    sleep 1 # of a script for people, between two looks
  done
  echo "$1: $2"
}

[[ ${1:-} == --keep ]] || trap 'compose --profile demo down -v --remove-orphans >/dev/null 2>&1' EXIT
deploy/compose/secrets.sh

say "the default services"
compose up -d || fail "not all came up"
for service in postgres kafka controller reads; do await "$service" "healthy 0" 240; done
[[ $(compose exec -T controller id -u) == 10001 ]] || fail "the service runs as root"
! compose exec -T controller sh -c ': >/written' 2>/dev/null || fail "the root file system can be written"
compose exec -T controller sh -c 'test -s /app/resources/META-INF/sbom/application.cdx.json' || fail "there is no bill of materials in the image"
for service in controller reads; do
  compose exec -T "$service" bash -c 'exec 3<>/dev/tcp/127.0.0.1/8081; printf "GET /actuator/health/readiness HTTP/1.0\r\n\r\n" >&3; grep -q "\"UP\"" <&3' \
    || fail "$service is not ready at the management port"
done
compose exec -T controller cmc list
compose exec -T reads cmc list
! compose exec -T reads cmc hold demo --reason "the read side takes no order" || fail "the read side took an order"

say "a migration that runs by itself"
compose --profile demo up -d || fail "not all came up"
await demo "exited 0" 300
compose --profile demo logs --no-color demo | tail -n 12
compose exec -T reads cmc status demo --details
compose exec -T controller cmc events
compose exec -T controller cmc status demo | grep -q COMPLETED || fail "the migration has not completed"
say "all of it ran"
