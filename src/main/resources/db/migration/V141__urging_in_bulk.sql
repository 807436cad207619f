-- 催办 in bulk, and what the urged can see of it at his task.

create table urging_batch (
    id        bigint generated always as identity primary key,
    unit_code text        not null,
    text      text        not null,
    urged_by  text        not null,
    urged_at  timestamptz not null
);
comment on table urging_batch is '批量催办：一次勾选多个案件';
comment on column urging_batch.unit_code is '催办方：CN 或省级单位代码';

create table urging_batch_case (
    batch_id bigint  not null references urging_batch (id),
    case_id  bigint  not null references case_file (id),
    letters  integer not null,
    skipped  text,
    primary key (batch_id, case_id)
);
comment on column urging_batch_case.letters is '写给几个邮箱';
comment on column urging_batch_case.skipped is '为什么没有催办；空 = 已催办';
revoke update, delete on urging_batch, urging_batch_case from ${app_role};

create table urging_task (
    urging_id bigint not null references urging (id),
    task_id   text   not null,
    primary key (urging_id, task_id)
);
create index urging_task_of on urging_task (task_id, urging_id desc);
comment on table urging_task is '催办时正在等的待办：承办人在工作台和表单上看得到';
