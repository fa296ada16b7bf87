-- SPDX-License-Identifier: Apache-2.0
-- Teams that an actor had a role for, with commas between them. Events of before name none.

alter table audit_entry add column actor_teams text not null default '';
create index audit_entry_by_team on audit_entry (generation, position) where actor_teams <> '';
