-- SPDX-License-Identifier: Apache-2.0
-- Who read what, gathered so that watching does not flood it. Beside the events: written later than the read, and never in its way.

create table read_log (
  id              bigint generated always as identity primary key,
  view            text not null,
  migration       text collate "C" not null,   -- empty: of all
  actor_subject   text not null,
  actor_name      text not null,
  authentication  text not null,
  occasion        text not null,               -- a stretch of time, or one export
  first_at        timestamptz not null,
  last_at         timestamptz not null,
  answers         bigint not null,
  unique (actor_subject, authentication, view, migration, occasion)
);
create index read_log_by_migration on read_log (migration, id);
create index read_log_by_actor on read_log (actor_subject, id);
create index read_log_by_name on read_log (actor_name, id);
create index read_log_by_time on read_log (last_at);
