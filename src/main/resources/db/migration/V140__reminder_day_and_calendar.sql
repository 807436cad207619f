-- Reminders of one person on one day are one mail; they can be taken back; the calendar of a year can be imported.

create table calendar_year (
    id             bigint generated always as identity primary key,
    year           integer     not null check (year between 2000 and 2100),
    source         text        not null,
    imported_by    text        not null,
    imported_at    timestamptz not null,
    moved_dates    integer     not null default 0,
    moved_timers   integer     not null default 0
);
create index calendar_year_newest on calendar_year (year, id desc);
comment on table calendar_year is '导入的放假安排：一年一份，最新一份为准，代替随版本发布的同年安排';
comment on column calendar_year.source is '依据：国务院办公厅通知的文号';

create table calendar_day (
    calendar_id bigint  not null references calendar_year (id),
    day         date    not null,
    working     boolean not null,
    festival    text    not null,
    primary key (calendar_id, day)
);
comment on table calendar_day is '与周一至周五上班不同的日子：放假或调休上班';
revoke update, delete on calendar_year, calendar_day from ${app_role};

alter table deadline add column round integer not null default 0;
comment on column deadline.round is '日期改动的次数；每次改动，提醒阶梯从头排';
alter table deadline drop constraint deadline_provenance;
alter table deadline drop constraint deadline_notice_named;
alter table deadline add constraint deadline_provenance check (provenance in ('NOTICE', 'DEFAULT', 'LOCAL', 'EXTENDED'));
alter table deadline add constraint deadline_notice_named
    check (provenance in ('DEFAULT', 'EXTENDED') or source is not null);

create table deadline_change (
    id              bigint generated always as identity primary key,
    deadline_id     bigint      not null references deadline (id),
    kind            text        not null check (kind in ('CALENDAR', 'MOVED', 'EXTENDED', 'NOTICE')),
    from_due        timestamptz not null,
    to_due          timestamptz not null,
    from_provenance text        not null,
    to_provenance   text        not null,
    reason          text        not null,
    changed_by      text        not null,
    changed_at      timestamptz not null
);
create index deadline_change_of on deadline_change (deadline_id, id);
comment on table deadline_change is '期限的每一次改动：原日期、新日期、缘由、何人何时';
revoke update, delete on deadline_change from ${app_role};

alter table reminder add column round integer not null default 0;
alter table reminder add column day_offset integer;
update reminder set day_offset = coalesce(nullif(substring(rung from 2), '')::integer, 0);
alter table reminder alter column day_offset set not null;
alter table reminder add column way text not null default 'MAIL' check (way in ('MAIL', 'LIST'));
alter table reminder add column escalate text check (escalate in ('SUPERVISION'));
alter table reminder add column claimed_until timestamptz;
alter table reminder drop constraint reminder_once;
alter table reminder add constraint reminder_once unique (deadline_id, round, rung, addressee);
alter table reminder drop constraint reminder_state;
alter table reminder add constraint reminder_state
    check (state in ('PENDING', 'ADDRESSED', 'SENT', 'LISTED', 'SKIPPED', 'CANCELLED', 'UNADDRESSED', 'FAILED'));
comment on column reminder.day_offset is '相对到期日的工作日数';
comment on column reminder.way is 'MAIL 写进当天的提醒信 · LIST 不写信，只在清单上标出';
comment on column reminder.escalate is 'SUPERVISION 同时转督办';
comment on column reminder.claimed_until is '某节点正在办理，到此刻仍未办完即由别的节点接手';
comment on column reminder.state is
    'PENDING 待提醒 · ADDRESSED 已定收信人 · SENT 已交发件箱 · LISTED 只标出 · SKIPPED 被更近的一级取代 · '
    'CANCELLED 待办已了结 · UNADDRESSED 无可用邮箱 · FAILED 多次失败';

create table reminder_line (
    id          bigint generated always as identity primary key,
    reminder_id bigint      not null references reminder (id),
    address     text        not null,
    state       text        not null default 'WAITING',
    not_before  timestamptz not null,
    attempts    integer     not null default 0,
    mail_key    text,
    settled_at  timestamptz,
    constraint reminder_line_state check (state in ('WAITING', 'QUEUED', 'WITHDRAWN', 'REFUSED')),
    constraint reminder_line_settled check ((state = 'WAITING') = (settled_at is null)),
    constraint reminder_line_mail check (state <> 'QUEUED' or mail_key is not null)
);
create unique index reminder_line_once on reminder_line (reminder_id, lower(address));
create index reminder_line_waiting on reminder_line (lower(address), not_before) where state = 'WAITING';
create index reminder_line_mail on reminder_line (mail_key);
comment on table reminder_line is '提醒信里的一条：同一人同一天的各条合成一封信';
comment on column reminder_line.mail_key is '所在邮件的唯一键';

alter table mail drop constraint mail_state;
alter table mail add constraint mail_state
    check (state in ('QUEUED', 'SENT', 'REFUSED', 'BOUNCED', 'WITHHELD', 'WITHDRAWN'));
