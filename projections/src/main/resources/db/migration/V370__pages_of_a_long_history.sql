-- SPDX-License-Identifier: Apache-2.0
-- What is asked of a store that has years of history reads a page, and not the years before it.

-- in which stretches of the trail a time occurs; the length stands in AuditStretch too
create index audit_entry_by_stretch on audit_entry (generation, (position / 2000), at);

-- which sets of teams there are, and each of them in the order of the trail; by a digest, as a set may be longer than an index holds
create index audit_entry_by_teams on audit_entry (generation, md5(actor_teams), position) where actor_teams <> '';

-- open incidents are few, however many were closed since
create index incident_open on incident (generation, opened desc) where not closed;
create index incident_of_participant on incident (generation, participant, opened desc) where participant <> '';

-- last, as from here on nobody reads the trail until the end
drop index audit_entry_by_time;
drop index audit_entry_by_team;
