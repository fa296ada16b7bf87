create table if not exists participant_settings(
  one boolean primary key default true check (one),
  uid text not null,
  max_dirty_requests integer not null,
  max_rate integer not null,
  max_burst_factor double precision not null,
  unique_contract_keys boolean not null);
create table if not exists participant_domain_connection_configs(
  domain_alias text primary key,
  config bytea not null,
  status char(1) not null default 'A');
create table if not exists participant_domains(
  alias text not null unique,
  domain_id text not null unique);
create table if not exists domain_state(
  domain_id text primary key,
  clean_head bigint not null default 0,
  stored_events bigint not null default 0,
  parameters bytea);
create table if not exists active_contracts(
  contract_id text primary key,
  domain_id text not null,
  stakeholders text[] not null,
  event bytea not null);
create index if not exists active_contracts_domain on active_contracts(domain_id, contract_id);
create index if not exists active_contracts_stakeholders on active_contracts using gin(stakeholders);
create table if not exists dirty_requests(
  domain_id text not null,
  request_id text not null,
  primary key (domain_id, request_id));
create table if not exists in_flight_submissions(
  submission_id text primary key,
  domain_id text not null,
  sequencing_timeout timestamptz not null);
create table if not exists local_parties(
  party text primary key);
create table if not exists accepted_agreements(
  domain_id text not null,
  agreement_id text not null,
  primary key (domain_id, agreement_id));
create sequence if not exists ledger_offset;
