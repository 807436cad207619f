create table case_file (
    id bigint generated always as identity primary key,
    receipt text not null unique,
    organization_id bigint not null references organization (id),
    platform text not null,
    level text not null check (level in ('UNIT', 'SCHOOL', 'BRANCH')),
    unit_code text not null,
    school_code text,
    phase text not null,
    state text not null check (state in ('RUNNING', 'OPEN', 'ENDED')),
    ended_how text,
    qq_number text,
    account_url text,
    created_at timestamptz not null,
    closed_at timestamptz
);
comment on table case_file is '案件：一个单位在一个平台上的微博开通全过程（业务键 = 本表 id）';
comment on column case_file.closed_at is '转入常态运营或终止的时间';
-- one living case for each organisation and platform, whatever happens twice or at the same time
create unique index case_file_living on case_file (organization_id, platform) where state <> 'ENDED';
create index case_file_unit on case_file (unit_code, state, phase);
create index case_file_school on case_file (school_code);
create index case_file_qq on case_file (qq_number);

create table case_phase (
    id bigint generated always as identity primary key,
    case_id bigint not null references case_file (id),
    phase text not null,
    entered_at timestamptz not null
);
comment on table case_phase is '案件进入各阶段的时间，只追加';
create index case_phase_case on case_phase (case_id);
revoke update, delete on case_phase from ${app_role};

create table case_event (
    id bigint generated always as identity primary key,
    case_id bigint not null references case_file (id),
    at timestamptz not null,
    kind text not null,
    actor_id text not null,
    actor_name text not null,
    on_behalf text,
    facts jsonb not null
);
comment on table case_event is '案件经过，只追加；文字见 story/*.properties';
comment on column case_event.on_behalf is '代办原因';
create index case_event_case on case_event (case_id);
revoke update, delete on case_event from ${app_role};

create table waiting_interval (
    id bigint generated always as identity primary key,
    case_id bigint not null references case_file (id),
    task_id text not null,
    task_key text not null,
    task_name text not null,
    party text not null,
    from_at timestamptz not null,
    to_at timestamptz,
    completed boolean
);
comment on table waiting_interval is '案件等待谁、从何时到何时：分方计日的依据';
create index waiting_interval_case on waiting_interval (case_id);
create index waiting_interval_open on waiting_interval (party, case_id) where to_at is null;
create unique index waiting_interval_task on waiting_interval (task_id) where to_at is null;

create table acting_for (
    id bigint generated always as identity primary key,
    case_id bigint not null references case_file (id),
    task_id text not null,
    group_id text not null,
    reason text not null,
    granted_by text not null,
    granted_at timestamptz not null
);
comment on table acting_for is '代办：上级团组织为某项待办代行办理的理由';
create index acting_for_task on acting_for (task_id);
