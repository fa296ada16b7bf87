-- SPDX-License-Identifier: Apache-2.0
-- Where each participant is by its events, for those who compare that with the node itself.
-- settled: whether it is known to look as its position says; not so from the moment a call that may change it was begun until the
-- next arrival. version: raised by whatever may change how the participant looks. changing: whether the step that was asked for does.
create table recorded_position (
  migration text not null,
  node text not null,
  position text not null,
  settled boolean not null default true,
  changing boolean not null default false,
  version bigint not null default 0,
  since timestamptz not null,
  primary key (migration, node)
);

-- One row watches one migration.
create unique index durable_work_watch_of_migration on durable_work (migration) where kind = 'WATCH';
