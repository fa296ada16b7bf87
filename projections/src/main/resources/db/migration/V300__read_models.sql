-- SPDX-License-Identifier: Apache-2.0
-- Read models. Every row belongs to a generation of its model; readers see the one that read_model names.

create table read_model (
  name        text primary key,
  generation  integer not null,            -- what readers see and the live projection writes
  newest      integer not null,            -- the last number that a rebuild took
  rebuilt_to  bigint not null default 0,   -- position up to which the last rebuild had read when it became live
  rebuilt_at  timestamptz
);
insert into read_model (name, generation, newest) values ('status', 1, 1), ('audit', 1, 1);

create table status_migration (
  generation        integer not null,
  migration         text collate "C" not null,
  planned_position  bigint not null,
  as_of             bigint not null,       -- position of the last event of the migration or of one of its participants
  state             text not null,
  phase             text not null,
  participants      integer not null,
  planned_at        timestamptz not null,
  ended_at          timestamptz,
  detail            jsonb not null,
  primary key (generation, migration)
);
create index status_migration_newest on status_migration (generation, planned_position desc);

create table status_participant (
  generation   integer not null,
  migration    text collate "C" not null,
  participant  text collate "C" not null,
  as_of        bigint not null,            -- position of the last event of this participant
  position     text not null,
  activity     text not null,
  detail       jsonb not null,
  primary key (generation, migration, participant)
);
create index status_participant_by_name on status_participant (generation, participant, migration);

create table audit_entry (
  generation       integer not null,
  position         bigint not null,
  event_id         text not null,
  at               timestamptz not null,
  kind             text not null,
  migration        text collate "C" not null,
  participant      text collate "C" not null,
  actor_subject    text not null,
  actor_name       text not null,
  authentication   text not null,
  reason           text not null,
  ticket           text not null,
  correlation_id   text not null,
  causation_id     text not null,
  summary          text not null,
  outcome          text not null check (outcome in ('accepted', 'refused', 'done', 'failed', 'waiting', 'unknown')),
  detail           text not null,          -- the event byte for byte as it is stored
  primary key (generation, position)
);
create index audit_entry_by_migration on audit_entry (generation, migration, position);
