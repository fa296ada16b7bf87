-- SPDX-License-Identifier: Apache-2.0
-- Whom the ids stand for that events carry. The only place of a name: emptied, it is gone, and no event has changed.

create table person (
  id             text primary key,
  realm          text not null,      -- how the subject is known
  subject        text,               -- null once erased
  name           text,               -- null once erased
  first_seen_at  timestamptz not null,
  last_seen_at   timestamptz not null,  -- to the hour
  erased_at      timestamptz,
  check ((subject is null) = (erased_at is not null) and (name is null) = (erased_at is not null))
);
create unique index person_of_subject on person (realm, subject) where subject is not null;
create index person_by_subject on person (subject);
create index person_by_name on person (name);
