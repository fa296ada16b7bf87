-- SPDX-License-Identifier: Apache-2.0
-- Which migration an answer is about, for how long it is kept; empty: of before.

alter table order_answer add column migration text not null default '';
create index order_answer_by_time on order_answer (at);
