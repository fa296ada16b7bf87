-- The chain is over all that is sealed of an event: its migration, its number there and its type too (docs/audit-format.md). Seals that
-- an earlier, never released version made are computed anew; no checkpoint was signed over them yet.
create function event_link_text(text text) returns bytea language sql immutable as $$
  select coalesce(int4send(length(convert_to(text, 'UTF8'))) || convert_to(text, 'UTF8'), int4send(-1))
$$;

create function event_link(before bytea, seal event_seal, event domain_event_entry) returns bytea language sql immutable as $$
  select sha256(before || int8send(seal.position) || event_link_text(seal.migration) || int8send(seal.migration_sequence)
    || event_link_text(event.event_identifier) || event_link_text(event.aggregate_identifier) || int8send(event.sequence_number)
    || event_link_text(event.type) || event_link_text(event.payload_type) || event_link_text(event.payload_revision)
    || event_link_text(event.time_stamp) || event_link_text(event.payload) || event_link_text(event.meta_data))
$$;

do $$
declare
  before bytea := decode(repeat('00', 32), 'hex');
  seal event_seal;
  event domain_event_entry;
begin
  for seal in select * from event_seal order by position loop
    select * into event from domain_event_entry where global_index = seal.global_index;
    before := event_link(before, seal, event);
    update event_seal set hash = before where position = seal.position;
  end loop;
end $$;
