-- The check of a unit's week: its results in versions, the sample of links, disputes, holiday weeks, what happened.

create table activity_check (
    id             bigint generated always as identity primary key,
    unit_code      text        not null,
    week           date        not null check (extract(isodow from week) = 1),
    state          text        not null,
    counts_until   timestamptz not null,
    publish_on     date        not null,
    disputes_until timestamptz,
    version        integer     not null default 0,
    seed           bigint      not null,
    opened_at      timestamptz not null,
    decided_at     timestamptz,
    checked_by     text,
    note           text,
    follow_up      text,
    follow_up_by   text,
    follow_up_at   timestamptz,
    constraint activity_check_once unique (unit_code, week),
    constraint activity_check_state check (state in ('COLLECTING', 'CHECKING', 'PUBLISHING', 'PUBLISHED', 'CLOSED', 'HOLIDAY'))
);
create index activity_check_week on activity_check (week);
comment on table activity_check is '一个省级单位一周的核查（业务键 = activity-<id>）';
comment on column activity_check.version is '最近一次核定的版本；公布的是 activity_publication 所列的';
comment on column activity_check.seed is '抽查的随机种子：同一种子、同一名单抽得同样的链接';

create table activity_result (
    check_id        bigint      not null references activity_check (id),
    organization_id bigint      not null references organization (id),
    version         integer     not null,
    week            date        not null,
    code            text        not null,
    name            text        not null,
    level           text        not null check (level in ('UNIT', 'SCHOOL', 'BRANCH')),
    unit_code       text        not null,
    school_code     text,
    state           text        not null,
    count_id        bigint      references activity_count (id),
    source          text,
    originals       integer,
    reposts         integer,
    last_post_on    date,
    avatar          boolean,
    needed          integer,
    reason          text        not null,
    standard        text        not null,
    notice          text        not null,
    provenance      text        not null,
    decided_at      timestamptz not null,
    primary key (check_id, organization_id, version),
    constraint activity_result_state check (state in ('MET', 'INACTIVE', 'SILENT', 'NO_AVATAR', 'UNREPORTED', 'HOLIDAY')),
    constraint activity_result_counted check ((state in ('UNREPORTED', 'HOLIDAY')) = (count_id is null))
);
create index activity_result_of on activity_result (organization_id, week desc, version desc);
comment on table activity_result is '一个账号一周的结论：更正立新版本，旧版本不动；名称是核定时的；standard 是当时的标准版本';
revoke update, delete on activity_result from ${app_role};

create table activity_publication (
    check_id     bigint      not null references activity_check (id),
    version      integer     not null,
    published_at timestamptz not null,
    published_by text        not null,
    reason       text        not null,
    primary key (check_id, version)
);
create index activity_publication_at on activity_publication (published_at);
comment on table activity_publication is '公布：某一版从何时起算数；整周一版，更正只含被更正的账号';
revoke update, delete on activity_publication from ${app_role};

create table activity_sample (
    id              bigint generated always as identity primary key,
    check_id        bigint  not null references activity_check (id),
    version         integer not null,
    number          integer not null,
    organization_id bigint  not null references organization (id),
    post_id         bigint  references activity_post (id),
    link            text    not null,
    about           text    not null,
    genuine         boolean,
    judged_by       text,
    judged_at       timestamptz,
    constraint activity_sample_once unique (check_id, version, number)
);
comment on table activity_sample is '抽查记录：按种子抽定的链接和核对结果';

create table activity_dispute (
    id              bigint generated always as identity primary key,
    check_id        bigint      not null references activity_check (id),
    organization_id bigint      not null references organization (id),
    originals       integer     not null check (originals between 0 and 9999),
    avatar          boolean     not null,
    reason          text        not null,
    raised_by       text        not null,
    raised_at       timestamptz not null,
    upheld          boolean,
    verdict         text,
    decided_by      text,
    decided_at      timestamptz
);
create unique index activity_dispute_open on activity_dispute (check_id, organization_id) where decided_at is null;
comment on table activity_dispute is '单位的异议和复核结论；upheld 为真的按单位写明的数字更正';

create table activity_holiday (
    id          bigint generated always as identity primary key,
    unit_code   text        not null,
    week        date        not null check (extract(isodow from week) = 1),
    reason      text        not null,
    declared_by text        not null,
    declared_at timestamptz not null,
    withdrawn_by text,
    withdrawn_at timestamptz
);
create unique index activity_holiday_week on activity_holiday (unit_code, week) where withdrawn_at is null;
comment on table activity_holiday is '省级写明理由的假期周（寒暑假）：既不算达标也不算未达标';

create table activity_consequence (
    organization_id bigint      not null references organization (id),
    week            date        not null,
    kind            text        not null check (kind in ('REMINDED', 'LISTED_MISSED', 'LISTED_UNREPORTED', 'SUPERVISED', 'MENDED')),
    check_id        bigint      not null references activity_check (id),
    streak          integer     not null,
    at              timestamptz not null,
    primary key (organization_id, week, kind)
);
create index activity_consequence_check on activity_consequence (check_id);
comment on table activity_consequence is '一周结果的后果，各做一次：去信提醒、列给省级、转督办、告知已补上';
revoke update, delete on activity_consequence from ${app_role};

create table activity_event (
    id         bigint generated always as identity primary key,
    check_id   bigint      not null references activity_check (id),
    at         timestamptz not null,
    kind       text        not null,
    actor_id   text        not null,
    actor_name text        not null,
    facts      jsonb       not null
);
create index activity_event_of on activity_event (check_id, id);
comment on table activity_event is '核查经过，只追加；文字见 story/activity.properties';
revoke update, delete on activity_event from ${app_role};
