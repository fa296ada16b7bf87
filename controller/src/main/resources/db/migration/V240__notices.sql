-- SPDX-License-Identifier: Apache-2.0
-- Up to where events were read for notices; no row: nobody is told anything.
create table notice_position (
  one boolean primary key default true check (one),
  position bigint not null
);

-- What is to be told, or was, on which channel. The same is told once, and again after a while as long as it lasts.
create table notice (
  channel text not null,
  id text not null,
  migration text not null,
  subject text not null,
  kind text not null,
  text text not null,
  at timestamptz not null,
  lasts boolean not null,
  settled boolean not null default false,
  due timestamptz,
  attempts integer not null default 0,
  times integer not null default 0,
  told_at timestamptz,
  primary key (channel, id)
);
create unique index notice_open on notice (channel, migration, subject) where lasts and not settled;
create index notice_due on notice (channel, due) where due is not null;
