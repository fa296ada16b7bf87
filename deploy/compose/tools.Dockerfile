# SPDX-License-Identifier: Apache-2.0
# A base for the service's image that has pg_dump and pg_restore, for backups by PG_DUMP:
#   docker build -t cmc-base -f deploy/compose/tools.Dockerfile deploy/compose && deploy/compose/images.sh -Dimage.base=docker://cmc-base
# The tools must be of the nodes' servers' major version or newer.
ARG JAVA=eclipse-temurin:25-jre
FROM ${JAVA}
ARG TOOLS=postgresql-client
RUN apt-get update && apt-get install -y --no-install-recommends ${TOOLS} && rm -rf /var/lib/apt/lists/*
