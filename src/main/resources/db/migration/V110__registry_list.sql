-- The ministry's own list of schools: what of it the registry keeps, and imports that are looked at before they happen.

alter table organization add column ministry_note text;
alter table organization add column derived_type text
    check (derived_type in ('普通高校', '高职学校', '民办高校', '独立学院'));
alter table organization add column list_position int;
comment on column organization.ministry_note is '教育部名单的备注，如“民办”';
comment on column organization.derived_type is '由教育部名单推出的学校类型；与 school_type 不同时，school_type 是人工更正过的';
comment on column organization.list_position is '在教育部名单里的序号，导出时照此排列';

create table registry_import (
    id            bigint generated always as identity primary key,
    file_name     text        not null,
    file_hash     text        not null,
    title         text        not null,
    uploaded_by   text        not null,
    uploaded_at   timestamptz not null,
    state         text        not null check (state in ('PREVIEW', 'CONFIRMED', 'DONE', 'FAILED', 'DISCARDED')),
    counts_differ boolean     not null,
    confirmed_by  text,
    confirmed_at  timestamptz,
    finished_at   timestamptz,
    outcome       text,
    check ((state in ('DONE', 'FAILED')) = (finished_at is not null))
);
comment on table registry_import is '高校名单导入：先预览，由人确认，再一次写入';
comment on column registry_import.counts_differ is '各省标题所写的校数与实有行数不一致，确认时须说明已核对';
-- two lists cannot be written at the same time
create unique index registry_import_running on registry_import ((true)) where state = 'CONFIRMED';

create table registry_import_section (
    import_id bigint not null references registry_import on delete cascade,
    number    int    not null,
    province  text   not null,
    stated    int    not null,
    counted   int    not null,
    primary key (import_id, number)
);
comment on table registry_import_section is '名单里各省的标题与实有行数';

create table registry_import_row (
    import_id    bigint not null references registry_import on delete cascade,
    number       int    not null,
    code         text   not null,
    name         text   not null,
    league_unit  text   not null,
    city         text   not null,
    level        text   not null,
    department   text   not null,
    note         text   not null,
    derived_type text   not null,
    school_type  text   not null check (school_type in ('普通高校', '高职学校', '民办高校', '独立学院')),
    primary key (import_id, number),
    unique (import_id, code)
);
comment on table registry_import_row is '名单的每一行；school_type 可在预览里更正';

create table registry_import_progress (
    import_id bigint      primary key,
    step      text        not null,
    done      int         not null,
    total     int         not null,
    at        timestamptz not null
);
comment on table registry_import_progress is '写入进行到哪里；另用事务登记，页面随时可看';
