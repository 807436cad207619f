create table activity_token (
    id              bigint generated always as identity primary key,
    organization_id bigint      not null references organization (id),
    name            text        not null,
    token_hash      bytea       not null unique,
    created_by      text        not null,
    created_at      timestamptz not null,
    last_used_at    timestamptz,
    revoked_by      text,
    revoked_at      timestamptz
);
create index activity_token_of on activity_token (organization_id);
comment on table activity_token is '单位自己的工具报送发布数据用的令牌：只存摘要，明文只在建立时显示一次，可随时停用';
