-- 督导开通 (C1, C2, E0): one campaign over a scope, its schools frozen at the start, and what was written to the units.

create table campaign (
    id          bigint      generated always as identity primary key,
    title       text        not null,
    unit_code   text        references organization (code),
    school_type text        check (school_type in ('普通高校', '高职学校', '民办高校', '独立学院')),
    fresh_only  boolean     not null,
    remark      text        not null default '',
    token       text        not null unique,
    opened_by   text        not null,
    opened_at   timestamptz not null,
    state       text        not null default 'RUNNING' check (state in ('RUNNING', 'DONE')),
    finished_at timestamptz,
    check ((state = 'DONE') = (finished_at is not null))
);
comment on table campaign is '一次督导开通：范围、附言、发起人；建案在后台分批进行';
comment on column campaign.unit_code is '省级团委代码；空为全国';
comment on column campaign.fresh_only is '只含尚无案件的学校；否则也含已建案而未登记的';
comment on column campaign.token is '页面发放的一次性编号，同一页面点两次只有一次督导';

create table campaign_school (
    campaign_id     bigint not null references campaign,
    organization_id bigint not null references organization,
    unit_code       text   not null,
    way             text   not null check (way in ('SCHOOL', 'UNIT', 'NONE')),
    state           text   not null default 'PLANNED' check (state in ('PLANNED', 'OPENED', 'PRESENT', 'SKIPPED', 'FAILED')),
    case_id         bigint references case_file,
    problem         text,
    primary key (campaign_id, organization_id),
    check (state <> 'OPENED' or case_id is not null)
);
comment on table campaign_school is '发起时确定的学校名单，每校一行，逐校推进；同一校重做不会建第二个案件';
comment on column campaign_school.way is '发起时怎样联系：学校已验证的邮箱、经省级团委、无法联系';
create index campaign_school_planned on campaign_school (campaign_id, organization_id) where state = 'PLANNED';
create index campaign_school_organization on campaign_school (organization_id);
create index campaign_school_unit on campaign_school (campaign_id, unit_code);

create table campaign_unit (
    campaign_id bigint not null references campaign,
    unit_code   text   not null,
    told_at     timestamptz,
    letters     int    not null default 0,
    primary key (campaign_id, unit_code)
);
comment on table campaign_unit is '经省级团委联系的名单是否已寄出；letters 为收件人数，0 表示省级也没有可用邮箱';
