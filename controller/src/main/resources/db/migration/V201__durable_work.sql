-- Work that events ask for, written in the transaction of the event and taken under a lease.
create table lane (
  lane text primary key,
  migration text not null,
  lane_limit int not null
);
create index lane_of_migration on lane (migration);

create table durable_work (
  work_id bigint generated always as identity primary key,
  kind text not null,
  migration text not null,
  node text not null,
  lane text not null,
  payload text not null,
  cause text not null default '',
  correlation text not null default '',
  notes text not null default '{}',
  acted boolean not null default false,
  failures int not null default 0,
  due_at timestamptz not null default clock_timestamp(),
  lease_owner text,
  lease_until timestamptz,
  epoch bigint not null default 0
);
create unique index durable_work_step_of_node on durable_work (migration, node) where kind = 'STEP';
create index durable_work_due on durable_work (lane, due_at, work_id);
create index durable_work_leased on durable_work (lane) where lease_owner is not null;
create index durable_work_fan_in on durable_work (migration, work_id) where kind = 'FAN_IN';

-- Whether anything new may begin for a migration. The epoch is raised to fence off whoever was told before.
create table migration_control (
  migration text primary key,
  held boolean not null default false,
  epoch bigint not null default 0
);

create table kept_plan (
  migration text primary key,
  plan_hash text not null,
  plan text not null
);

-- One migration at a time for a participant, whatever its name in a plan.
create table active_participant (
  uid text primary key,
  participant text not null,
  migration text not null
);
create index active_participant_of_migration on active_participant (migration);

-- Aliases that were given to a target on a participant: Canton binds an alias for ever.
create table used_alias (
  uid text not null,
  alias text not null,
  migration text not null,
  primary key (uid, alias)
);

-- The answer to an order, kept with what the order changed.
create table order_answer (
  idempotency_key text primary key,
  order_name text not null,
  order_digest text not null,
  accepted boolean not null,
  answer text not null,
  at timestamptz not null default clock_timestamp()
);

-- Steps that wait for a person.
create table parked_step (
  migration text not null,
  node text not null,
  primary key (migration, node)
);
