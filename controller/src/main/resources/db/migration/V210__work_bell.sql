-- New work is told to all instances when its transaction commits, so that they divide it among them.
create function ring_for_work() returns trigger language plpgsql as $$
begin
  perform pg_notify('cmc_work', '');
  return null;
end $$;
create trigger work_is_there after insert on durable_work for each statement execute function ring_for_work();
