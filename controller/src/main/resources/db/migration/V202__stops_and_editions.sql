-- SPDX-License-Identifier: Apache-2.0
-- What keeps a migration from beginning anything, each for its own reason; plans that are changed on the way.
alter table migration_control add panicked boolean not null default false;
alter table migration_control add comparing boolean not null default false;
alter table migration_control add stopped boolean generated always as (held or panicked or comparing) stored;

-- Drawn anew for each change, and never again: what was undone must not pass for what came after it.
create sequence plan_edition;
alter table kept_plan add edition bigint not null default nextval('plan_edition');
