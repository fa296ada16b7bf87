create table if not exists domain_settings(
  one boolean primary key default true check (one),
  domain_id text not null,
  protocol_version integer not null);
create table if not exists domain_parameters(
  serial bigserial primary key,
  valid_from timestamptz not null,
  parameters bytea not null);
create table if not exists domain_participants(
  uid text primary key,
  allowed boolean not null default false,
  trusted boolean not null default false);
create table if not exists domain_parties(
  party text not null,
  uid text not null,
  primary key (party, uid));
create table if not exists domain_requests(
  request_id text primary key,
  submitter text not null,
  sequenced_at timestamptz not null,
  decide_by timestamptz not null,
  creates bytea,
  archives text,
  recipients text[] not null,
  verdict char(1));
create index if not exists domain_requests_archives on domain_requests(archives) where archives is not null;
create index if not exists domain_requests_open on domain_requests(decide_by) where verdict is null;
create table if not exists domain_events(
  counter bigserial primary key,
  recipient text not null,
  request_id text not null,
  verdict char(1));
create index if not exists domain_events_recipient on domain_events(recipient, counter);
