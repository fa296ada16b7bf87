-- SPDX-License-Identifier: Apache-2.0
-- How many participants a plan has worked on at once, so that whoever begins a lane need not read the plan.
alter table kept_plan add parallel int not null generated always as (coalesce((plan::jsonb -> 'pace' ->> 'parallel')::int, 32)) stored;
