#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Run by PostgreSQL's image once, on an empty volume: the simulator's database, and those of the Canton nodes with a role that owns them.
set -eu
psql -v ON_ERROR_STOP=1 -d postgres -U "$POSTGRES_USER" -c 'create database sim'
[ -n "${CANTON_DATABASE_PASSWORD:-}" ] || exit 0
psql -v ON_ERROR_STOP=1 -d postgres -U "$POSTGRES_USER" -v password="$CANTON_DATABASE_PASSWORD" <<'SQL'
create role canton login createdb password :'password';
grant pg_signal_backend to canton;
create database olddomain owner canton;
create database newdomain owner canton;
create database participanta owner canton;
create database participantb owner canton;
SQL
