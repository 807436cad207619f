-- What the opening of an account keeps besides the case: submissions, reviews, plans, number segments, urgings, endings.

create table registration (
    id               bigint      generated always as identity primary key,
    case_id          bigint      not null references case_file,
    version          int         not null,
    contact_id       bigint      not null references contact,
    existing_account boolean     not null,
    existing_qq      text        check (existing_qq ~ '^[1-9][0-9]{4,10}$'),
    existing_url     text,
    consent_at       timestamptz,
    submitted_by     text        not null,
    submitted_at     timestamptz not null,
    unique (case_id, version),
    constraint registration_existing check (existing_account = (existing_qq is not null)
        and (existing_account or existing_url is null))
);
comment on table registration is '登记资料：每次提交一版，只追加；联系方式见 contact';
comment on column registration.consent_at is '公开登记时同意个人信息告知书的时间';
comment on column registration.submitted_by is '用户名；public 为公开登记';
revoke update, delete on registration from ${app_role};

create table registration_review (
    id              bigint      generated always as identity primary key,
    case_id         bigint      not null references case_file,
    registration_id bigint      not null unique references registration,
    decision        text        not null check (decision in ('APPROVE', 'RETURN')),
    reason          text,
    own_entry       boolean     not null,
    decided_by      text        not null,
    decided_at      timestamptz not null,
    constraint registration_review_return_has_reason check (decision = 'APPROVE' or reason is not null)
);
create index registration_review_case on registration_review (case_id, id);
comment on table registration_review is '对每版登记资料的审核结论，只追加';
comment on column registration_review.own_entry is '审核人就是登记人（须由配置允许，并在案件中标明）';
revoke update, delete on registration_review from ${app_role};

create table operation_plan (
    id               bigint      generated always as identity primary key,
    case_id          bigint      not null references case_file,
    person_in_charge text        not null,
    substitute       text        not null,
    hours            text        not null,
    arrangement      text        not null,
    filed_by         text        not null,
    filed_at         timestamptz not null
);
create index operation_plan_case on operation_plan (case_id, id);
comment on table operation_plan is '运营机制备案（F1）：负责人、替补、值守时间、安排';
revoke update, delete on operation_plan from ${app_role};

create table number_segment (
    id          bigint      generated always as identity primary key,
    unit_code   text        not null references organization (code),
    numbers     int8range   not null check (not isempty(numbers)),
    provided_by text        not null,
    provided_at timestamptz not null,
    constraint number_segment_apart exclude using gist (numbers with &&)
);
create index number_segment_unit on number_segment (unit_code);
comment on table number_segment is '腾讯发给各省的 QQ 号段（E4），互不重叠';
revoke update, delete on number_segment from ${app_role};

create table number_allotment (
    id          bigint      generated always as identity primary key,
    segment_id  bigint      not null references number_segment,
    number      bigint      not null,
    case_id     bigint      not null references case_file,
    allotted_at timestamptz not null,
    released_at timestamptz
);
create unique index number_allotment_number on number_allotment (number) where released_at is null;
create unique index number_allotment_case on number_allotment (case_id) where released_at is null;
create index number_allotment_segment on number_allotment (segment_id);
comment on table number_allotment is '号段中已分给班级团支部的号码；提交腾讯前案件终止的收回再用';

create table urging (
    id          bigint      generated always as identity primary key,
    case_id     bigint      not null references case_file,
    text        text        not null,
    urged_by    text        not null,
    urged_at    timestamptz not null,
    recorded_at timestamptz
);
create index urging_case on urging (case_id, id);
comment on table urging is '催办（E0）：谁、何时、说了什么';

create table case_ending (
    id       bigint      generated always as identity primary key,
    case_id  bigint      not null references case_file,
    how      text        not null check (how in ('CLOSED', 'MERGED', 'EXEMPTED', 'WITHDRAWN')),
    reason   text        not null,
    ended_by text        not null,
    ended_at timestamptz not null
);
create index case_ending_case on case_ending (case_id, id);
comment on table case_ending is '案件为何不办到底：单位撤并豁免或撤回，及理由';
revoke update, delete on case_ending from ${app_role};

create table notice_bounce (
    id         bigint      generated always as identity primary key,
    case_id    bigint      not null references case_file,
    mail_id    bigint      not null unique,
    kind       text        not null,
    reason     text        not null,
    noted_at   timestamptz not null,
    resent_at  timestamptz
);
create index notice_bounce_open on notice_bounce (case_id) where resent_at is null;
comment on table notice_bounce is '案件被退回的通知邮件，核实邮箱后重发（C10）';
