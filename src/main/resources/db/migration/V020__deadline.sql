create table deadline (
    id                  bigint generated always as identity primary key,
    case_id             bigint,
    task_id             text        not null,
    task_key            text        not null,
    task_name           text        not null,
    process_instance_id text        not null,
    unit_code           text        not null,
    organization_code   text,
    due_at              timestamptz not null,
    provenance          text        not null,
    clause              text        not null,
    source              text,
    party               text        not null,
    estimated           boolean     not null,
    state               text        not null default 'OPEN',
    entered_at          timestamptz not null,
    left_at             timestamptz,
    constraint deadline_task unique (task_id),
    constraint deadline_provenance check (provenance in ('NOTICE', 'DEFAULT')),
    constraint deadline_notice_named check (provenance = 'DEFAULT' or source is not null),
    constraint deadline_party check (party in ('OWNER', 'SUPERIOR', 'TENCENT', 'CENTRE')),
    constraint deadline_state check (state in ('OPEN', 'MET', 'LATE', 'CANCELLED')),
    constraint deadline_left check ((state = 'OPEN') = (left_at is null))
);

create index deadline_of_case on deadline (case_id, due_at);
create index deadline_open on deadline (due_at) where state = 'OPEN';

comment on table deadline is '期限：每进入一项待办记一行，含来源（通知要求 / 系统默认）、条款和责任方';
comment on column deadline.due_at is '到期时刻：第 n 个工作日 24:00，即次日零点';
comment on column deadline.source is '期限出自哪份通知；系统默认时为空';
comment on column deadline.estimated is '推算时有年份的放假安排尚未公布，只按周末计';
comment on column deadline.state is 'OPEN 进行中 · MET 按期 · LATE 逾期完成 · CANCELLED 未办即撤';

create table reminder (
    id          bigint generated always as identity primary key,
    deadline_id bigint      not null references deadline (id),
    rung        text        not null,
    addressee   text        not null,
    light       text        not null,
    due_at      timestamptz not null,
    state       text        not null default 'PENDING',
    attempts    integer     not null default 0,
    next_try_at timestamptz not null,
    settled_at  timestamptz,
    constraint reminder_once unique (deadline_id, rung, addressee),
    constraint reminder_light check (light in ('GREEN', 'YELLOW', 'RED')),
    constraint reminder_state
        check (state in ('PENDING', 'SENT', 'SKIPPED', 'CANCELLED', 'UNADDRESSED', 'FAILED')),
    constraint reminder_settled check ((state = 'PENDING') = (settled_at is null))
);

create index reminder_due on reminder (next_try_at, id) where state = 'PENDING';

comment on table reminder is '提醒阶梯：每次进入待办，每一级对每一对象只提醒一次';
comment on column reminder.rung is 'T-3、T-1、T+1 等，相对到期日的工作日数';
comment on column reminder.attempts is '已开始的次数，先记数提交再办理';
comment on column reminder.state is
    'PENDING 待提醒 · SENT 已交发件箱 · SKIPPED 被更近的一级取代 · CANCELLED 待办已了结 · UNADDRESSED 无可用邮箱 · FAILED 多次失败';

create table local_deadline (
    id           bigint generated always as identity primary key,
    unit_code    text        not null,
    task_key     text        not null,
    due_on       date        not null,
    source_title text        not null,
    clause       text        not null,
    recorded_at  timestamptz not null,
    constraint local_deadline_once unique (unit_code, task_key, due_on, source_title)
);

comment on table local_deadline is '通知写明的日期（含当日至 24:00）；CN 为中央通知，下级只能加严';
