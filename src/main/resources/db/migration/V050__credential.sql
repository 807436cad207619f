-- Delivery of numbers and initial passwords: what the partner entered, sealed; the links by which it is picked up.

create table pickup_phrase (
    organization_id bigint      primary key references organization,
    hash            text        not null,
    set_at          timestamptz not null
);
comment on table pickup_phrase is '取号口令：只存 bcrypt 摘要；登记时由单位设置，忘记的由上级重设';

create table credential (
    id          bigint      generated always as identity primary key,
    case_id     bigint      not null references case_file,
    qq_number   text        not null check (qq_number ~ '^[1-9][0-9]{4,10}$'),
    state       text        not null check (state in ('ENTERED', 'SEALED', 'REVEALED', 'DELIVERED', 'WIPED')),
    ciphertext  bytea,
    nonce       bytea,
    key_id      text,
    entered_by  text        not null,
    entered_at  timestamptz not null,
    revealed_at timestamptz,
    wiped_at    timestamptz,
    constraint credential_sealed check (
        (state = 'SEALED') = (ciphertext is not null)
        and (ciphertext is null) = (nonce is null)
        and (ciphertext is null) = (key_id is null)),
    constraint credential_revealed check (state not in ('REVEALED', 'DELIVERED') or revealed_at is not null),
    constraint credential_wiped check (state not in ('DELIVERED', 'WIPED') or wiped_at is not null)
);
create index credential_of_case on credential (case_id, id);
create unique index credential_one_sealed on credential (case_id) where state = 'SEALED';
create unique index credential_number_once on credential (qq_number) where state in ('SEALED', 'REVEALED', 'DELIVERED');
comment on table credential is '腾讯登记的号码与初始密码：密码只以 AES-GCM 密文暂存，取号、改密或作废即删除';
comment on column credential.state is 'ENTERED 只在登记的事务内出现；SEALED 待取；REVEALED 已取号；DELIVERED 已确认改密；WIPED 已作废';

create table credential_objection (
    id         bigint      generated always as identity primary key,
    case_id    bigint      not null references case_file,
    task_id    text        not null unique,
    kind       text        not null check (kind in ('DATA_INCOMPLETE', 'ADDRESS_INVALID', 'CANNOT_SEND')),
    text       text        not null check (length(text) between 4 and 500),
    entered_by text        not null,
    entered_at timestamptz not null
);
comment on table credential_objection is '腾讯说明的资料无法使用的原因，一项待办一条';
revoke update, delete on credential_objection from ${app_role};

create table pickup_link (
    id             bigint      generated always as identity primary key,
    case_id        bigint      not null references case_file,
    token_hash     bytea       not null unique,
    nonce          bytea       not null,
    recipient_mark text        not null,
    occasion       text        not null check (occasion in ('ISSUED', 'RESENT', 'REQUESTED', 'REMINDED')),
    created_at     timestamptz not null,
    expires_at     timestamptz not null,
    wrong_proofs   int         not null default 0,
    used_at        timestamptz,
    locked_at      timestamptz,
    refused_at     timestamptz,
    revoked_at     timestamptz
);
create index pickup_link_of_case on pickup_link (case_id, id);
create index pickup_link_recipient on pickup_link (recipient_mark) where refused_at is not null;
comment on table pickup_link is '取号链接：只存令牌摘要，令牌由签名密钥与随机数推出，寄出时才生成';
comment on column pickup_link.recipient_mark is '收件地址的带密钥摘要，用来认出退过信的地址';
comment on column pickup_link.revoked_at is '这一轮送达结束（已取号或转为问题），链接作废';

create table delivery_signal (
    id         bigint      generated always as identity primary key,
    case_id    bigint      not null references case_file,
    message    text        not null check (message in ('pickedUp', 'bounced', 'locked')),
    raised_at  timestamptz not null,
    settled_at timestamptz
);
create index delivery_signal_open on delivery_signal (id) where settled_at is null;
comment on table delivery_signal is '取号页面与退信要告诉流程的事：流程正忙时留到它能接收时再送';

create table credential_batch (
    id          bigint      generated always as identity primary key,
    sha256      bytea       not null unique,
    lines       int         not null,
    imported    int         not null,
    imported_by text        not null,
    imported_at timestamptz not null
);
comment on table credential_batch is '批量登记的凭据：文件摘要与数目，文件本身从不保存；同一文件不得再次导入';
revoke update, delete on credential_batch from ${app_role};
