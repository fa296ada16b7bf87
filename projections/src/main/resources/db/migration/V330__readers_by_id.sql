-- SPDX-License-Identifier: Apache-2.0
-- The log of reads tells ids of persons, as events do; whoever read before has one now.

insert into person (id, realm, subject, name, first_seen_at, last_seen_at)
select 'p-' || left(replace(gen_random_uuid()::text, '-', ''), 12) || substr(md5(random()::text), 1, 4), authentication, actor_subject, max(actor_name),
  min(first_at), max(last_at)
from read_log group by authentication, actor_subject
on conflict (realm, subject) where subject is not null do nothing;

drop index read_log_by_actor;
drop index read_log_by_name;
update read_log set actor_subject = person.id from person where person.realm = read_log.authentication and person.subject = read_log.actor_subject;
alter table read_log rename column actor_subject to actor;
alter table read_log drop column actor_name;
create index read_log_by_actor on read_log (actor, id);
