#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes the passwords that docker-compose.yml reads from files, each by chance and once. There is no default for any of them.
set -euo pipefail
folder=${CMC_SECRETS:-$(dirname "$0")/secrets}
umask 077
mkdir -p "$folder"
for name in database-password grafana-password; do
  [ -s "$folder/$name" ] || head -c 24 /dev/urandom | base64 | tr '+/' '-_' | tr -d '\n' >"$folder/$name"
  chmod 444 "$folder/$name" # containers run as users of their own; the folder is its owner's alone
done
echo "passwords are in $folder"
