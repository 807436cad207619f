create table collection_round (
    id            bigint generated always as identity primary key,
    title         text        not null,
    opened_by     text        not null,
    opener_code   text        not null,
    source_title  text,
    school_due_on date        not null,
    unit_due_on   date        not null,
    opened_at     timestamptz not null,
    constraint collection_round_days check (school_due_on <= unit_due_on)
);
comment on table collection_round is '一轮《高校团委微博建设负责人信息统计表》报送，由中央或省级开启';
comment on column collection_round.opener_code is 'CN 中央，或开启本轮的省级单位代码';
comment on column collection_round.source_title is '写明日期的通知；没有通知时为空，期限出处写轮次名称';

create table collection_unit (
    id                  bigint generated always as identity primary key,
    round_id            bigint      not null references collection_round (id),
    unit_code           text        not null,
    state               text        not null,
    school_due_on       date        not null,
    unit_due_on         date        not null,
    source_title        text,
    arranged_by         text,
    arranged_at         timestamptz,
    arranged_by_system  boolean     not null default false,
    review_days         integer,
    excused_reason      text,
    checked_by          text,
    approved_by         text,
    approved_at         timestamptz,
    note                text,
    own_approval        boolean     not null default false,
    submitted_at        timestamptz,
    late                boolean     not null default false,
    overdue_reported_at timestamptz,
    return_reason       text,
    returned_at         timestamptz,
    accepted_at         timestamptz,
    accepted_by         text,
    provided_at         timestamptz,
    received_at         timestamptz,
    received_by         text,
    archived_at         timestamptz,
    reconciliation      jsonb,
    ended_at            timestamptz,
    end_reason          text,
    constraint collection_unit_once unique (round_id, unit_code),
    constraint collection_unit_state check (state in ('EXCUSED', 'ARRANGING', 'COLLECTING', 'APPROVING', 'SUBMITTING',
        'SUBMITTED', 'RETURNED', 'ACCEPTED', 'PROVIDED', 'ARCHIVED', 'CANCELLED')),
    constraint collection_unit_excused check ((state = 'EXCUSED') = (excused_reason is not null)),
    constraint collection_unit_cancelled check (state <> 'CANCELLED' or end_reason is not null)
);
-- a unit works on one round at a time
create unique index collection_unit_running on collection_unit (unit_code)
    where state not in ('EXCUSED', 'ARCHIVED', 'CANCELLED');
comment on table collection_unit is '一个省级单位在一轮中的报送（业务键 = collection-<id>）';
comment on column collection_unit.school_due_on is '本省要求学校完成的日期：只能早于、不能晚于本轮日期';
comment on column collection_unit.arranged_by_system is '省级逾期未安排，由系统按本轮日期通知学校';
comment on column collection_unit.review_days is '学校截止后留给省级审核的工作日数，少于 2 时警示';
comment on column collection_unit.approved_at is '省级负责人同意报送的时间，是否逾期以它为准';
comment on column collection_unit.note is '经办人给负责人的说明';
comment on column collection_unit.late is '首次报送晚于期限，此后一直标注逾期';
comment on column collection_unit.reconciliation is '归档时的对账结果（各类数目）';

create table collection_row (
    id              bigint generated always as identity primary key,
    collection_id   bigint      not null references collection_unit (id),
    organization_id bigint      not null references organization (id),
    unit_code       text        not null,
    school_code     text        not null,
    state           text        not null,
    current_version integer,
    late            boolean     not null default false,
    filled_at       timestamptz,
    return_reason   text,
    returned_by     text,
    returned_level  text,
    objection       text,
    objected_by     text,
    exempt_reason   text,
    conflict        boolean     not null default false,
    constraint collection_row_once unique (collection_id, organization_id),
    constraint collection_row_state check (state in ('MISSING', 'FILLED', 'RETURNED', 'EXEMPT')),
    constraint collection_row_filled check (state <> 'FILLED' or current_version is not null),
    constraint collection_row_returned check (state <> 'RETURNED' or return_reason is not null),
    constraint collection_row_returned_level check (returned_level in ('UNIT', 'CENTRE')),
    constraint collection_row_exempt check ((state = 'EXEMPT') = (exempt_reason is not null))
);
create index collection_row_school on collection_row (school_code);
comment on table collection_row is '统计表的一行：一所学校在一轮中的填报（业务键 = row-<id>）';
comment on column collection_row.objection is '中央复核时对这一行的意见，退回时随行退回';
comment on column collection_row.conflict is '省级填报与学校本人确认不一致，待省级核对；以学校确认为准';

create table collection_row_version (
    id           bigint generated always as identity primary key,
    row_id       bigint      not null references collection_row (id),
    version      integer     not null,
    school_type  text        not null,
    contact_name text        not null,
    position     text,
    phone        text,
    mobile       text,
    email        text        not null,
    source       text        not null,
    channel      text        not null,
    adopted      boolean     not null,
    upload_id    bigint,
    recorded_by  text        not null,
    recorded_at  timestamptz not null,
    constraint collection_row_version_once unique (row_id, version),
    constraint collection_row_version_source check (source in ('SCHOOL', 'UNIT', 'CENTRE')),
    constraint collection_row_version_channel check (channel in ('FORM', 'PAGE', 'FILE'))
);
comment on table collection_row_version is '每一次填报各留一版，只追加；source 为填报方，adopted 为记入时是否采用';
revoke update, delete on collection_row_version from ${app_role};

create table collection_upload (
    id            bigint generated always as identity primary key,
    collection_id bigint      not null references collection_unit (id),
    row_id        bigint      references collection_row (id),
    file_name     text        not null,
    content       bytea       not null,
    sha256        text        not null,
    choices       jsonb       not null default '{}',
    good          integer     not null,
    failed        integer     not null,
    state         text        not null default 'PREVIEW',
    taken         integer,
    uploaded_by   text        not null,
    uploaded_at   timestamptz not null,
    settled_at    timestamptz,
    constraint collection_upload_state check (state in ('PREVIEW', 'TAKEN', 'DISCARDED'))
);
create index collection_upload_of_collection on collection_upload (collection_id, id);
comment on table collection_upload is '上传的工作簿：存库，任何节点都能接着办；预览和批注由文件重新得出；row_id 为学校自己的上传';
comment on column collection_upload.choices is '近似校名由上传人选定的学校：工作表!行号 → 学校标识码';

create table collection_submission (
    id            bigint generated always as identity primary key,
    collection_id bigint      not null references collection_unit (id),
    version       integer     not null,
    file_name     text        not null,
    workbook      bytea       not null,
    sha256        text        not null,
    rows          integer     not null,
    exempt        integer     not null,
    late          boolean     not null,
    mail_key      text,
    submitted_at  timestamptz not null,
    state         text        not null default 'SUBMITTED',
    reason        text,
    decided_by    text,
    decided_at    timestamptz,
    constraint collection_submission_once unique (collection_id, version),
    constraint collection_submission_state check (state in ('SUBMITTED', 'RETURNED', 'ACCEPTED'))
);
create table collection_submission_row (
    submission_id  bigint not null references collection_submission (id),
    row_id         bigint not null references collection_row (id),
    row_version_id bigint not null references collection_row_version (id),
    primary key (submission_id, row_id)
);
revoke update, delete on collection_submission_row from ${app_role};
comment on table collection_submission is '省级的一次报送：冻结的各行、工作簿及其摘要、邮件、复核结论';
comment on column collection_submission.mail_key is '寄给上级信箱的邮件（幂等键）；没有设置信箱时为空';

create table collection_event (
    id            bigint generated always as identity primary key,
    collection_id bigint      not null references collection_unit (id),
    row_id        bigint      references collection_row (id),
    at            timestamptz not null,
    kind          text        not null,
    actor_id      text        not null,
    actor_name    text        not null,
    detail        text        not null default ''
);
create index collection_event_of_collection on collection_event (collection_id, id);
create index collection_event_of_row on collection_event (row_id, id) where row_id is not null;
revoke update, delete on collection_event from ${app_role};
comment on table collection_event is '报送经过，只追加';

create table collection_mailbox (
    unit_code text primary key,
    address   text        not null,
    set_by    text        not null,
    set_at    timestamptz not null
);
comment on table collection_mailbox is '接收统计表的信箱：CN 为中央，其余为省级（A7）';

create table directory_access (
    id            bigint generated always as identity primary key,
    collection_id bigint      references collection_unit (id),
    user_id       text        not null,
    purpose       text        not null,
    rows          integer     not null,
    at            timestamptz not null
);
create index directory_access_of_collection on directory_access (collection_id, id);
revoke update, delete on directory_access from ${app_role};
comment on table directory_access is '查阅、下载负责人名录的记录（D2），只追加';

create table partner_account_list (
    id          bigint generated always as identity primary key,
    file_name   text        not null,
    sha256      text        not null,
    state       text        not null default 'PREVIEW',
    uploaded_by text        not null,
    uploaded_at timestamptz not null,
    constraint partner_account_list_state check (state in ('PREVIEW', 'CURRENT', 'REPLACED', 'DISCARDED'))
);
create unique index partner_account_list_current on partner_account_list ((true)) where state = 'CURRENT';
create table partner_account (
    list_id     bigint  not null references partner_account_list (id) on delete cascade,
    line        integer not null,
    school_code text    not null,
    name        text    not null,
    qq_number   text    not null,
    url         text    not null,
    finding     text    not null default '',
    primary key (list_id, line)
);
comment on table partner_account_list is '腾讯公司的账号清单，每次上传一份，确认后取代前一份，用于三方对账';
