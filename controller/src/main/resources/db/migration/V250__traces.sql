-- SPDX-License-Identifier: Apache-2.0
-- Which trace asked for a piece of work, so that doing it is part of that trace.

alter table durable_work add column trace text not null default '';
