-- A problem knows its organisation itself: a workbook of numbers is about many cases and belongs to none.
alter table problem
    alter column case_id drop not null,
    add column organization_id bigint references organization (id),
    add column unit_code text,
    add column school_code text,
    add column level text,
    add column answered_at timestamptz,
    add column asks int not null default 0,
    add column merged_into bigint references problem (id);
update problem p set organization_id = c.organization_id, unit_code = c.unit_code, school_code = c.school_code,
    level = c.level from case_file c where c.id = p.case_id;
alter table problem
    alter column organization_id set not null,
    alter column unit_code set not null,
    alter column level set not null,
    drop constraint problem_closed_how_check,
    add constraint problem_closed_how_check
        check (closed_how in ('CONFIRMED', 'SETTLED', 'UNCONFIRMED', 'MERGED')),
    add constraint problem_merged check ((closed_how is not distinct from 'MERGED') <= (merged_into is not null));
comment on column problem.case_id is '所属案件；批量号码问题不属于单个案件，为空';
comment on column problem.asks is '已询问提出方的次数：满两次、满 10 个工作日才可未确认关闭';
comment on column problem.merged_into is '并入的另一问题（由人选定）';
create index problem_place on problem (unit_code, state);
create index problem_merged_into on problem (merged_into) where merged_into is not null;

alter table problem_entry add column on_behalf text;
comment on column problem_entry.on_behalf is '代办：为谁、因何';

create table problem_file (
    id           bigint generated always as identity primary key,
    entry_id     bigint not null references problem_entry (id),
    name         text   not null,
    content_type text   not null,
    bytes        bytea  not null,
    sha256       bytea  not null
);
comment on table problem_file is '往来记录的附件：收下前核对内容，图片重新编码；只追加';
create index problem_file_of_entry on problem_file (entry_id);
revoke update, delete on problem_file from ${app_role};

create table problem_correction (
    id                bigint generated always as identity primary key,
    problem_id        bigint      not null references problem (id),
    at                timestamptz not null,
    actor_name        text        not null,
    party             text        not null,
    before_contact_id bigint references contact (id),
    after_contact_id  bigint      not null references contact (id)
);
comment on table problem_correction is '更正前后：指向联系方式的两个版本，页面上遮蔽显示；只追加';
create index problem_correction_of_problem on problem_correction (problem_id);
revoke update, delete on problem_correction from ${app_role};

create table problem_sheet (
    id          bigint generated always as identity primary key,
    problem_id  bigint unique references problem (id),
    file_name   text        not null,
    uploaded_by text        not null,
    uploaded_at timestamptz not null
);
comment on table problem_sheet is '批量号码工作簿；problem_id 为空的是尚未确认的预览';

create table problem_row (
    id          bigint generated always as identity primary key,
    sheet_id    bigint not null references problem_sheet (id) on delete cascade,
    line        int    not null,
    school      text   not null,
    qq_number   text   not null,
    trouble     text   not null,
    text        text   not null,
    case_id     bigint references case_file (id),
    verdict     text   not null,
    outcome     text check (outcome in ('EXPLAINED', 'UNFROZEN', 'REISSUE', 'REPLACED')),
    answer      text,
    answered_by text,
    answered_at timestamptz,
    unsolved    boolean not null default false,
    constraint problem_row_line unique (sheet_id, line),
    constraint problem_row_answered check ((outcome is null) = (answered_at is null))
);
comment on table problem_row is '批量号码的各行：核对结果为空的可以提交，各行分别答复';
create index problem_row_case on problem_row (case_id);
