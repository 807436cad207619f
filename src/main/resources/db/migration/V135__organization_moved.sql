-- A school that the ministry's list gives to another League unit is moved there; its history says so.

alter table organization_history drop constraint organization_history_change_check;
alter table organization_history add constraint organization_history_change_check check (change in
    ('CREATED', 'CHANGED', 'RENAMED', 'MOVED', 'CLOSED', 'MERGED', 'EXEMPTED', 'REINSTATED'));
