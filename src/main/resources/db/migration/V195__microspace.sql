-- The monthly checklist of the units' 微空间 (F2): which month was asked of whom, and what was answered.

create table microspace_list (
    id            bigint generated always as identity primary key,
    unit_code     text        not null,
    month         date        not null check (extract(day from month) = 1),
    opened_at     timestamptz not null,
    closes_at     timestamptz not null,
    filed_at      timestamptz,
    filed_by      text,
    unreported_at timestamptz,
    constraint microspace_list_once unique (unit_code, month),
    constraint microspace_list_filed check ((filed_at is null) = (filed_by is null)),
    constraint microspace_list_one_end check (filed_at is null or unreported_at is null)
);
create index microspace_list_month on microspace_list (month);
comment on table microspace_list is '一个省级单位一个月的微空间清单（业务键 = microspace-<id>）；期限在 deadline';
comment on column microspace_list.month is '清单所说月份的第一天';
comment on column microspace_list.closes_at is '到此时仍没有报送的记为未报，待办撤回';
comment on column microspace_list.filed_by is '报送人姓名';

create table microspace_answer (
    list_id bigint  not null references microspace_list (id),
    item    text    not null check (item in ('UPDATED', 'BOARDS', 'NOTICES', 'SCHOOLS')),
    done    boolean not null,
    note    text    not null,
    link    text    not null,
    primary key (list_id, item),
    constraint microspace_answer_proved check (case when done then link <> '' else note <> '' end)
);
comment on table microspace_answer is '清单逐项的答复，只追加：是的附链接，否的写说明';
revoke update, delete on microspace_answer from ${app_role};

create index deadline_of_microspace on deadline (unit_code, entered_at)
    where task_key = 'microspace-checklist.Task_Fill';
