#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds the images and loads them into the local engine. Words are passed to Maven: -Dimage.base=docker://NAME takes a base that the engine has.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
mvn -f "$home/pom.xml" -B -ntp -q -Pimages -pl deploy -am -Dmaven.test.skip=true package "$@"
for module in deploy cli canton-sim; do docker load -q -i "$home/$module/target/image.tar"; done
