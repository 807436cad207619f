create table standstill (
    id                  bigint generated always as identity primary key,
    kind                text        not null,
    task_id             text        not null,
    task_key            text        not null,
    task_name           text        not null,
    case_id             bigint,
    process_instance_id text        not null,
    organization_code   text,
    unit_code           text        not null,
    party               text        not null,
    since               timestamptz not null,
    message             text        not null,
    incident_id         text        not null,
    opened_at           timestamptz not null,
    resolved_at         timestamptz,
    constraint standstill_kind check (kind in ('OVERDUE', 'BOUNCED', 'PARTNER_SILENT', 'NO_RESPONSE'))
);
-- whatever two nodes do at the same time, a task stands still once for each cause
create unique index standstill_once on standstill (task_id, kind) where resolved_at is null;
create index standstill_open on standstill (unit_code, since) where resolved_at is null;
create index standstill_of_case on standstill (case_id);
revoke delete on standstill from ${app_role};

comment on table standstill is '滞留：人该办而没有办、信没有送到、对方没有回应的环节；与流程引擎中的异常一一对应，缘由消失即了结';
comment on column standstill.since is '缘由从何时起：到期时刻、退信时刻、登记没有答复的时刻';
comment on column standstill.party is '在等谁：SCHOOL、PROVINCE、CENTRE、TENCENT';
comment on column standstill.incident_id is '流程引擎中的异常编号，在流程图上标红';
