-- SPDX-License-Identifier: Apache-2.0
-- One index for each question to the audit trail, in its order, so that a page reads no more than a page.
-- Most entries are of the service itself, and most names are those of the subjects: neither is in an index.

create index audit_entry_by_participant on audit_entry (generation, participant, position) where participant <> '';
create index audit_entry_by_subject on audit_entry (generation, actor_subject, position) where actor_subject <> 'service';
create index audit_entry_by_name on audit_entry (generation, actor_name, position) where actor_name <> actor_subject;
create index audit_entry_by_kind on audit_entry (generation, kind, position);
create index audit_entry_by_correlation on audit_entry (generation, correlation_id, position);
create index audit_entry_by_time on audit_entry (generation, at);
