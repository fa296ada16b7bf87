-- SPDX-License-Identifier: Apache-2.0
-- Events that could not be taken, beside those in dead_letter_entry, and what people decided about any of them.

-- The one that the publication of a migration waits at. What follows it in its migration is not kept here: it is read from the store.
create table publication_letter (
  topic        text not null,
  migration    text not null,
  sequence     bigint not null,             -- within the migration
  event_id     text not null,
  name         text not null,
  cause        text not null,
  since        timestamptz not null default now(),
  last_tried   timestamptz not null default now(),
  primary key (topic, migration)
);

-- What is to be done with an event that was put aside. Gone when it is done.
create table letter_order (
  processing_group text not null,
  event_id         text not null,
  deed             text not null check (deed in ('RETRY', 'DISCARD')),
  ordered_at       timestamptz not null default now(),
  primary key (processing_group, event_id)
);

-- Events that shall not be published, ever; each leaves a mark with its number.
create table unpublished_event (
  event_id text primary key,
  reason   text not null,
  at       timestamptz not null default now()
);
