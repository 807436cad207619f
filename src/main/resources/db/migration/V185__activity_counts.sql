-- What came in about the weeks of the accounts: every word of every source is kept, the strongest one counts.

create table activity_upload (
    id          bigint generated always as identity primary key,
    file_name   text        not null,
    content     bytea       not null,
    sha256      text        not null,
    good        integer     not null,
    failed      integer     not null,
    state       text        not null default 'PREVIEW' check (state in ('PREVIEW', 'TAKEN', 'DISCARDED')),
    taken       integer,
    uploaded_by text        not null,
    uploaded_at timestamptz not null,
    settled_at  timestamptz
);
comment on table activity_upload is '腾讯每周数据工作簿：存库，预览和批注由文件重新得出';

create table activity_count (
    id              bigint generated always as identity primary key,
    organization_id bigint      not null references organization (id),
    week            date        not null check (extract(isodow from week) = 1),
    version         integer     not null,
    source          text        not null,
    weight          smallint    not null generated always as (
                        case source when 'CORRECTION' then 3 when 'TENCENT' then 2 when 'CONNECTOR' then 2 else 1 end) stored,
    originals       integer     not null check (originals between 0 and 9999),
    reposts         integer     not null check (reposts between 0 and 9999),
    last_post_on    date,
    avatar          boolean     not null,
    upload_id       bigint      references activity_upload (id),
    note            text,
    recorded_by     text        not null,
    recorded_at     timestamptz not null,
    constraint activity_count_once unique (organization_id, week, version),
    constraint activity_count_source check (source in ('TENCENT', 'CONNECTOR', 'API', 'SELF', 'CORRECTION')),
    constraint activity_count_reason check (source <> 'CORRECTION' or note is not null)
);
create index activity_count_holds on activity_count (organization_id, week, weight desc, version desc);
create index activity_count_week on activity_count (week);
comment on table activity_count is '一个账号一周的发布数据，每次来的各留一版，只追加；更正压过腾讯和平台，腾讯和平台压过单位自报';
comment on column activity_count.week is '周一的日期（ISO 周，北京时间）';
comment on column activity_count.note is '更正的缘由';
revoke update, delete on activity_count from ${app_role};

create table activity_post (
    id              bigint generated always as identity primary key,
    count_id        bigint  not null references activity_count (id),
    organization_id bigint  not null references organization (id),
    week            date    not null,
    line            integer not null,
    link            text    not null,
    link_key        text    not null,
    posted_on       date,
    words           text    not null,
    words_key       text    not null,
    finding         text,
    detail          text,
    constraint activity_post_once unique (count_id, line)
);
create index activity_post_link on activity_post (link_key);
create index activity_post_of on activity_post (organization_id, week);
comment on table activity_post is '单位自报的每一条：finding 为空的计为原创，其余注明为什么不计；只追加';
revoke update, delete on activity_post from ${app_role};

create table activity_ask (
    organization_id bigint      not null references organization (id),
    week            date        not null,
    unit_code       text        not null,
    due_on          date        not null,
    asked_at        timestamptz not null,
    closed_at       timestamptz,
    primary key (organization_id, week)
);
create index activity_ask_open on activity_ask (unit_code, week) where closed_at is null;
comment on table activity_ask is '已派发的报送待办（业务键 = report-<单位>-<周一>），一个单位一周一次';
