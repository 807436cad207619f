create table problem (
    id bigint generated always as identity primary key,
    case_id bigint not null references case_file (id),
    kind text not null,
    state text not null check (state in ('OPEN', 'ANSWERED', 'CLOSED')),
    handler text check (handler in ('OWNER', 'TENCENT')),
    text text not null,
    initiator_group text not null,
    opened_by text not null,
    opened_by_name text not null,
    opened_by_party text not null,
    opened_at timestamptz not null,
    handling_since timestamptz not null,
    closed_at timestamptz,
    closed_how text check (closed_how in ('CONFIRMED', 'SETTLED')),
    at_partner boolean not null default false,
    rounds int not null default 1,
    constraint problem_closed check ((state = 'CLOSED') = (closed_at is not null and closed_how is not null))
);
comment on table problem is '与腾讯衔接的问题（流程 partner-problem）';
comment on column problem.at_partner is '是否曾转腾讯处理：决定腾讯能否看到';
comment on column problem.rounds is '处理轮次：反映未解决一次加一';
-- a second opening joins the thread of the first
create unique index problem_one_open on problem (case_id, kind) where state <> 'CLOSED';
create index problem_of_case on problem (case_id);

create table problem_entry (
    id bigint generated always as identity primary key,
    problem_id bigint not null references problem (id),
    at timestamptz not null,
    actor_id text not null,
    actor_name text not null,
    party text not null,
    what text not null,
    text text not null
);
comment on table problem_entry is '问题的往来记录，只追加';
create index problem_entry_of_problem on problem_entry (problem_id);
revoke update, delete on problem_entry from ${app_role};
