-- SPDX-License-Identifier: Apache-2.0
-- Incidents, a read model of their own; and the status learns of stops, differences and what departed from the plan.

insert into read_model (name, generation, newest) values ('incident', 1, 1);

create table incident (
  generation   integer not null,
  incident     text collate "C" not null,   -- its number; begins with the stream that it is in
  migration    text collate "C" not null,
  participant  text collate "C" not null,   -- empty: the migration or its domains
  opened       bigint not null,             -- position of the event that opened it
  as_of        bigint not null,             -- position of the last event about it
  closed       boolean not null,
  detail       jsonb not null,
  primary key (generation, incident)
);
create index incident_newest on incident (generation, opened desc);
create index incident_of_migration on incident (generation, migration, opened desc);

-- rows of before have the new shape with nothing in it
update status_migration set detail = jsonb_set(detail, '{pauses,differences}', '[]'::jsonb)
  || '{"incidents": 0, "departures": {"exclusions": [], "changes": [], "waivers": [], "passes": 0}}'::jsonb;
update status_participant set detail = detail || '{"excluded": false}'::jsonb;
