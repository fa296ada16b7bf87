-- SPDX-License-Identifier: Apache-2.0
-- Rows of the status as they were: what time travel begins with, so that it folds few events and not all of them.

-- A row is kept when an event of a later block of positions takes its place: at most one for each block in which it changed.
create table status_version (
  generation   integer not null,
  migration    text collate "C" not null,
  participant  text collate "C" not null,   -- empty: the migration itself
  as_of        bigint not null,             -- position of the last event that this row knew
  latest       timestamptz,                 -- of the migration itself: the latest time in any event up to there
  detail       text not null,
  primary key (generation, migration, participant, as_of)
);

-- rows of before learn the latest time in the events that they know; a replay makes their versions, without it they are folded
update status_migration m set detail = jsonb_set(m.detail, '{times,latest}', coalesce((
  select to_jsonb(to_char(max((e.payload::jsonb ->> 'at')::timestamptz) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
  from event_seal s join domain_event_entry e using (global_index) where s.migration = m.migration and s.position <= m.as_of),
  m.detail #> '{standing,since}'));
