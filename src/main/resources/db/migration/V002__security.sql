create table message_queue (
    id bigint generated always as identity primary key,
    message text not null,
    case_id bigint not null,
    tenant_id text not null,
    created_at timestamptz not null,
    handled_at timestamptz,
    handled_by text
);
comment on table message_queue is '没有接收方的流程消息：由系统运维人员处理，不丢失';

create table audit_entry (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    user_id text not null,
    action text not null,
    object text not null,
    detail text not null
);
comment on table audit_entry is '审计记录，只追加';
create index audit_entry_at on audit_entry (at);
revoke update, delete on audit_entry from ${app_role};

create table rate_limit (
    bucket text not null,
    key_hash text not null,
    window_start timestamptz not null,
    taken int not null,
    primary key (bucket, key_hash, window_start)
);
comment on table rate_limit is '限次计数，各节点共用；键只存摘要';
