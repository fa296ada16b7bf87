create table if not exists journal_call(
  seq bigserial primary key,
  at timestamptz not null,
  node text not null,
  method text not null,
  request text not null,
  caller text not null default '');
create table if not exists journal_outcome(
  seq bigint primary key references journal_call(seq),
  at timestamptz not null,
  outcome text not null,
  effects text[] not null);
create table if not exists network_nodes(
  name text primary key,
  first_port integer not null,
  second_port integer not null);
create table if not exists network_furnished(
  one boolean primary key default true check (one));
