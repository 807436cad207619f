create table figure_snapshot (
    day        date        primary key,
    taken_at   timestamptz not null,
    backfilled boolean     not null,
    activity   boolean     not null,
    certified  boolean     not null
);
comment on table figure_snapshot is '每日数字：每天 24:00 的情况，一天一份，写下不再改动';
comment on column figure_snapshot.backfilled is '事后按办理经过补记的，不是当夜取的';
comment on column figure_snapshot.activity is '当日是否已有活跃度的来源；没有的显示尚未统计';
comment on column figure_snapshot.certified is '当日是否已有认证的来源；没有的显示尚未统计';

create table figure_row (
    day             date    not null references figure_snapshot (day),
    organization_id bigint  not null,
    code            text    not null,
    name            text    not null,
    kind            text    not null check (kind in ('UNIT', 'SCHOOL')),
    unit_code       text    not null,
    unit_name       text    not null,
    school_code     text,
    school_type     text,
    opening         text    not null check (opening in ('NOT_SUBMITTED', 'IN_PROGRESS', 'OPENED')),
    opened_on       date,
    overdue         boolean not null,
    contact         text    check (contact in ('SUBMITTED', 'MISSING', 'EXCUSED')),
    active          boolean,
    certified       boolean,
    primary key (day, organization_id)
);
create index figure_row_unit on figure_row (unit_code, day);
comment on table figure_row is '数字背后的名单：一个单位一天一行，数字就是这些行的计数';
comment on column figure_row.name is '当日的名称，后来更名不改';
revoke update, delete on figure_snapshot, figure_row from ${app_role};

create table figure_report (
    id          bigint generated always as identity primary key,
    year        integer     not null,
    serial      integer     not null,
    title       text        not null,
    body        text        not null,
    day         date        not null references figure_snapshot (day),
    ranking     jsonb       not null,
    issued_by   text        not null,
    issued_name text        not null,
    issued_at   timestamptz not null,
    constraint figure_report_number unique (year, serial)
);
comment on table figure_report is '印发的通报：正文和附表连同当时的排名一起留存，只追加';
revoke update, delete on figure_report from ${app_role};
