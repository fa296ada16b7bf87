-- What was signed over the events. Rows are only ever added.
create table checkpoint (
  number         bigint primary key check (number > 0),
  last_position  bigint not null,
  text           text   not null, -- what is signed, byte for byte
  signature      text   not null
);

-- A second line behind the rights of the service's role: nobody changes or removes what is there, its owner neither, unless he takes
-- the triggers away. Transaction ids say nothing about an event and may be adopted after a restore.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'expected % to grow only, found %', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end $$;

create trigger only_grows before delete or truncate on domain_event_entry for each statement execute function refuse_change();
create trigger stays_as_it_is before update of global_index, event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
  payload_type, payload_revision, payload, meta_data on domain_event_entry for each statement execute function refuse_change();
create trigger only_grows before update or delete or truncate on event_seal for each statement execute function refuse_change();
create trigger only_grows before update or delete or truncate on checkpoint for each statement execute function refuse_change();
