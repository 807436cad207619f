create table credential_complaint (
    id         bigint      generated always as identity primary key,
    case_id    bigint      not null references case_file,
    task_id    text        not null unique,
    text       text        not null check (length(text) between 4 and 500),
    entered_by text        not null,
    entered_at timestamptz not null
);
comment on table credential_complaint is '单位取号后反映的异常，一项待办一条';
create index credential_complaint_case on credential_complaint (case_id);
revoke update, delete on credential_complaint from ${app_role};
