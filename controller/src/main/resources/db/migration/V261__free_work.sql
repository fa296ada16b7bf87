-- SPDX-License-Identifier: Apache-2.0
-- Who takes work reads what is free in the order in which it became due, and no more of it than there are places.
create index durable_work_free on durable_work (lane, due_at, work_id) where lease_owner is null;
-- An earlier version beside this one reads all work of a lane for each claim, as long as it is there.
drop index durable_work_due;
