-- Accounts: who made them, for which post, and how they are activated. Names, mail addresses and password hashes lie in
-- the engine's identity tables.

create table account (
    user_id         text        primary key check (user_id ~ '^[a-z][a-z0-9_.-]{1,39}$'),
    organization_id bigint      not null references organization,
    post            text        not null,
    state           text        not null check (state in ('INVITED', 'ACTIVE', 'INACTIVE')),
    groups_held     text[]      not null,
    created_by      text        not null,
    created_at      timestamptz not null,
    activated_at    timestamptz,
    changed_by      text        not null,
    changed_at      timestamptz not null,
    change_reason   text
);
create index account_by_organization on account (organization_id);
comment on table account is 'People with an account, where they belong and in which state the account is';

create table account_activation (
    id         bigint generated always as identity primary key,
    user_id    text        not null references account,
    token_hash text        not null unique,
    created_by text        not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at    timestamptz,
    revoked_at timestamptz
);
create index account_activation_by_user on account_activation (user_id);
comment on table account_activation is 'Single-use activation codes; only the hash of a code lies here';
