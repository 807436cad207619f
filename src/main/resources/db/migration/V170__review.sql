-- 批量审核: who is looking at what, and what became of each row of a batch.

create table review_look (
    task_id text        primary key,
    user_id text        not null,
    since   timestamptz not null
);
comment on table review_look is '审核页上打开着的一项：谁、从何时起；待办的经办人就是他，隔得太久的同事可以接手';

create table review_batch (
    id         bigint generated always as identity primary key,
    kind       text        not null,
    decided_by text        not null,
    started_at timestamptz not null
);
comment on table review_batch is '批量通过：一次勾选多项待审核，逐项办理';
revoke update, delete on review_batch from ${app_role};

create table review_batch_row (
    batch_id   bigint  not null references review_batch (id),
    position   integer not null,
    task_id    text    not null,
    version    text    not null,
    name       text    not null,
    href       text    not null,
    outcome    text    check (outcome in ('APPROVED', 'RETURNED', 'BY_OTHER', 'TAKEN', 'CHANGED', 'REFUSED', 'FAILED', 'GONE')),
    words      text,
    decided_at timestamptz,
    primary key (batch_id, position)
);
comment on column review_batch_row.version is '核对时看到的是哪一版；之后有变更的不办';
comment on column review_batch_row.outcome is '空 = 没有轮到（办理中断）；有结果的与办理在同一事务里写下';
revoke delete on review_batch_row from ${app_role};

-- what several organisations have in common is asked for many at once
create index contact_current_mobile on contact (mobile) where replaced_at is null;
create index contact_current_email on contact (lower(email)) where replaced_at is null;
create index contact_current_domain on contact (lower(split_part(email, '@', 2))) where replaced_at is null;
create index avatar_sha256 on avatar (sha256);
