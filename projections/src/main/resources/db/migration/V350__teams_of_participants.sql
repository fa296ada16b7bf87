-- SPDX-License-Identifier: Apache-2.0
-- Whose each participant is. Every read is limited by it, so it is known no later than what is read: each read model writes it before
-- it writes anything of the migration, and all write the same. It has no generation, as a plan never changes it.

create table participant_team (
  migration    text collate "C" not null,
  participant  text collate "C" not null,
  team         text not null,               -- empty: nobody's
  uid          text not null,
  primary key (migration, participant)
);
create index participant_team_by_team on participant_team (team, migration) where team <> '';

insert into participant_team (migration, participant, team, uid)
select e.payload::jsonb ->> 'migration', p ->> 'name', coalesce(p ->> 'team', ''), coalesce(p ->> 'uid', '')
from domain_event_entry e cross join jsonb_array_elements(e.payload::jsonb #> '{plan,participants}') p
where e.payload_type = 'MigrationPlanned' order by 1, 2
on conflict do nothing;
