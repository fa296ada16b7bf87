-- The place of each event in the one order that all readers see, and in the chain of hashes.
create table event_seal (
  position           bigint primary key check (position > 0),
  global_index       bigint not null unique references domain_event_entry (global_index),
  migration          text   not null,
  migration_sequence bigint not null check (migration_sequence > 0),
  hash               bytea  not null check (length(hash) = 32),
  unique (migration, migration_sequence)
);

-- Rows of transactions before floor are all sealed; no need to look at them again.
create table sealer_state (
  only_row boolean primary key default true check (only_row),
  floor    xid8 not null default '0'
);
insert into sealer_state default values;

-- The events for people.
create view event_json as
select s.position, s.migration_sequence,
  coalesce(s.migration, e.payload::jsonb ->> 'migration') as migration,
  e.payload::jsonb ->> 'node' as node,
  e.payload_type as kind,
  (e.payload::jsonb ->> 'at')::timestamptz as at,
  e.payload::jsonb as payload,
  e.meta_data::jsonb as metadata,
  e.aggregate_identifier as stream, e.sequence_number, e.event_identifier, e.payload_revision as revision,
  e.time_stamp::timestamptz as stored_at, e.global_index, encode(s.hash, 'hex') as hash
from domain_event_entry e left join event_seal s using (global_index);
