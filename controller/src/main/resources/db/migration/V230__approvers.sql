-- SPDX-License-Identifier: Apache-2.0
-- Who approved something in a migration that has not ended: whoever is seen without the role has no voice any more.
create table approver (
  subject text not null,
  migration text not null,
  primary key (subject, migration)
);
