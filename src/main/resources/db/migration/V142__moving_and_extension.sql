-- Dates that are moved, dates that notices name and change, extensions that are asked for.

-- what the default alone would give, so that a date named by a notice can be taken away again
alter table deadline add column counted_due_at timestamptz;
alter table deadline add column counted_clause text;
comment on column deadline.counted_due_at is '只按系统默认推算的到期时刻';
alter table deadline drop constraint deadline_notice_named;
alter table deadline add constraint deadline_notice_named check (provenance <> 'NOTICE' or source is not null);

alter table local_deadline add column recorded_by text not null default '';
alter table local_deadline add column withdrawn_at timestamptz;
alter table local_deadline drop constraint local_deadline_once;
create unique index local_deadline_once on local_deadline (unit_code, task_key, source_title) where withdrawn_at is null;

create table local_deadline_change (
    id                bigint generated always as identity primary key,
    local_deadline_id bigint      not null references local_deadline (id),
    from_day          date        not null,
    to_day            date,
    reason            text        not null,
    changed_by        text        not null,
    changed_at        timestamptz not null
);
create index local_deadline_change_of on local_deadline_change (local_deadline_id, id);
comment on table local_deadline_change is '通知写明的日期的改动；to_day 为空 = 撤销';
revoke update, delete on local_deadline_change from ${app_role};

create table extension_request (
    id             bigint generated always as identity primary key,
    deadline_id    bigint      not null references deadline (id),
    unit_code      text        not null,
    asked_for      date        not null,
    due_at         timestamptz not null,
    reason         text        not null,
    asked_by       text        not null,
    asked_at       timestamptz not null,
    approver_group text        not null,
    state          text        not null default 'ASKED' check (state in ('ASKED', 'GRANTED', 'REFUSED', 'MOOT')),
    granted_until  date,
    verdict        text,
    decided_by     text,
    decided_at     timestamptz,
    constraint extension_decided check ((state = 'ASKED') = (decided_at is null)),
    constraint extension_granted check ((state = 'GRANTED') = (granted_until is not null))
);
create unique index extension_open on extension_request (deadline_id) where state = 'ASKED';
create index extension_of on extension_request (deadline_id, id);
comment on table extension_request is '延期申请（业务键 = extension-<id>）：谁申请延到哪天、理由、上级怎样答复；不批准的也保留';
comment on column extension_request.due_at is '申请时的到期时刻';
