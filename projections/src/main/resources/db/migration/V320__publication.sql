-- SPDX-License-Identifier: Apache-2.0
-- How the publication to Kafka goes, for whoever asks. Where it is stands in Kafka itself; this may be late by a moment.
create table publication (
  topic      text primary key,
  state      text not null,
  position   bigint not null,             -- up to which all is published, but for migrations that wait at an event
  problem    jsonb,                       -- why nothing is published; null while something is
  instance   text not null,               -- who said so
  told_at    timestamptz not null,
  since      timestamptz not null         -- of the state
);
