-- SPDX-License-Identifier: Apache-2.0
-- Who rings by himself once he has committed says so in cmc.rings, and nobody is told within his transaction: all that tell something
-- are written to disk one after the other. Whoever does not say so is an earlier version, and rung for as before.
create or replace function ring_for_work() returns trigger language plpgsql as $$
begin
  if current_setting('cmc.rings', true) is distinct from 'after commit' then perform pg_notify('cmc_work', ''); end if;
  return null;
end $$;
