#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds the images twice from nothing, and fails when one has another digest the second time. Words are passed to Maven.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
digests() {
  mvn -B -ntp -q -Pimages -pl deploy -am -Dmaven.test.skip=true clean package "$@" >&2
  for module in deploy cli canton-sim; do echo "$module $(cat $module/target/jib-image.digest)"; done
}
first=$(digests "$@")
second=$(digests "$@")
diff <(echo "$first") <(echo "$second") || { echo "the same source gave other images" >&2; exit 1; }
echo "$second"
