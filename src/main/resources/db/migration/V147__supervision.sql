create table supervision (
    id               bigint generated always as identity primary key,
    organization_id  bigint      not null references organization (id),
    unit_code        text        not null,
    school_code      text,
    level            text        not null check (level in ('UNIT', 'SCHOOL', 'BRANCH')),
    supervised_by    text        not null,
    state            text        not null,
    demand           text,
    term_days        integer     check (term_days between 1 and 60),
    year             integer,
    serial           integer,
    due_on           date,
    opened_by        text        not null,
    opened_at        timestamptz not null,
    proposed_by      text,
    proposed_at      timestamptz,
    authorized_by    text,
    authorized_at    timestamptz,
    return_reason    text,
    issued_at        timestamptz,
    acknowledged_by  text,
    acknowledged_at  timestamptz,
    late             boolean     not null default false,
    parked_at        timestamptz,
    parked_until     date,
    park_reason      text,
    decided_at       timestamptz,
    end_reason       text,
    constraint supervision_number unique (supervised_by, year, serial)
);
comment on table supervision is '督办（业务键 = supervision-<id>）：一个单位同时只有一件，先后的缺口并入';
comment on column supervision.unit_code is '承办单位所属的省级单位，即租户';
comment on column supervision.supervised_by is '督办单位：CN 或省级单位代码';
comment on column supervision.due_on is '办理期限（含当日），延期、挂起、退回再办后为新的日期';
comment on column supervision.late is '曾经逾期：反馈、延期时已过期限的，标注保留';
comment on column supervision.decided_at is '不再办理的时刻：不予立项、撤回、认可、终止；此后的缺口另立一件';
-- one that is still worked on for each organisation, whoever asks for it at the same time
create unique index supervision_open on supervision (organization_id) where decided_at is null;
create index supervision_unit on supervision (unit_code, state);
create index supervision_school on supervision (school_code);

create table supervision_lapse (
    id             bigint generated always as identity primary key,
    supervision_id bigint      not null references supervision (id),
    kind           text        not null,
    reference      text        not null,
    detail         text        not null,
    added_by       text        not null,
    added_at       timestamptz not null,
    mended_at      timestamptz,
    constraint supervision_lapse_once unique (supervision_id, kind, reference)
);
comment on table supervision_lapse is '督办的缺口：先后几项并入一件；补上的记下时间';
comment on column supervision_lapse.reference is '缺口的来处，如 collection-12；由人提出的为流水号';
create index supervision_lapse_reference on supervision_lapse (reference) where mended_at is null;

create table supervision_answer (
    id             bigint generated always as identity primary key,
    supervision_id bigint      not null references supervision (id),
    round          integer     not null,
    handling       text        not null,
    handled_by     text        not null,
    handled_at     timestamptz not null,
    feedback       text,
    feedback_by    text,
    feedback_at    timestamptz,
    accepted       boolean,
    verdict        text,
    verified_by    text,
    verified_at    timestamptz,
    constraint supervision_answer_once unique (supervision_id, round)
);
comment on table supervision_answer is '办理、反馈和复核意见，退回再办的每轮一行';

create table supervision_extension (
    id             bigint generated always as identity primary key,
    supervision_id bigint      not null references supervision (id),
    days           integer     not null check (days between 1 and 60),
    reason         text        not null,
    asked_by       text        not null,
    asked_at       timestamptz not null,
    granted        boolean,
    answer         text,
    decided_by     text,
    decided_at     timestamptz
);
comment on table supervision_extension is '延期申请和审批，只由人决定';
create index supervision_extension_of on supervision_extension (supervision_id);

create table supervision_event (
    id             bigint generated always as identity primary key,
    supervision_id bigint      not null references supervision (id),
    at             timestamptz not null,
    kind           text        not null,
    actor_id       text        not null,
    actor_name     text        not null,
    facts          jsonb       not null
);
comment on table supervision_event is '督办经过，只追加；文字见 story/supervision.properties';
create index supervision_event_of on supervision_event (supervision_id);
revoke update, delete on supervision_event from ${app_role};

create table supervision_waiting (
    id             bigint generated always as identity primary key,
    supervision_id bigint      not null references supervision (id),
    party          text        not null,
    task_id        text,
    task_name      text        not null,
    from_at        timestamptz not null,
    to_at          timestamptz
);
comment on table supervision_waiting is '督办在等谁、从何时到何时：分方计日的依据；挂起的记 PARKED';
create index supervision_waiting_of on supervision_waiting (supervision_id);
create unique index supervision_waiting_task on supervision_waiting (task_id) where to_at is null;

alter table message_queue add column variables jsonb;
comment on column message_queue.variables is '随消息的路由事实，送达时用；旧消息没有';
