-- SPDX-License-Identifier: Apache-2.0
-- What must not be forgotten while somebody asks for it; what is held is a migration, or a person by the id.

create table legal_hold (
  held    text primary key,
  since   timestamptz not null,
  reason  text not null
);

-- Teams that the person had a role for at the last call, with commas between them: for how long the name is kept.
alter table person add column teams text not null default '';
