create table mailbox_position (
    mailbox       text primary key,
    uid_validity  bigint not null,
    last_uid      bigint not null,
    read_at       timestamptz,
    error         text,
    failing_since timestamptz
);
comment on table mailbox_position is '收信邮箱读到哪里：UID 与 UIDVALIDITY，任何节点都可以接着读';

create table inbound_mail (
    id              bigint generated always as identity primary key,
    mailbox         text        not null,
    uid_validity    bigint      not null,
    uid             bigint      not null,
    state           text        not null default 'FOUND',
    attempts        integer     not null default 0,
    next_attempt_at timestamptz,
    fingerprint     text,
    size            bigint,
    taker           text,
    error           text,
    found_at        timestamptz not null,
    done_at         timestamptz,
    constraint inbound_mail_once unique (mailbox, uid_validity, uid),
    constraint inbound_mail_state check (state in ('FOUND', 'TAKEN', 'ASIDE', 'GONE'))
);
create index inbound_mail_waiting on inbound_mail (mailbox, uid_validity, uid) where state = 'FOUND';
create index inbound_mail_fingerprint on inbound_mail (fingerprint) where state = 'TAKEN';
comment on table inbound_mail is '收到的每封邮件办到哪里；内容不在这里';
comment on column inbound_mail.attempts is '已开始处理的次数，先记数提交再处理：让读信程序崩溃的邮件终会被放到一边';
comment on column inbound_mail.taker is '由谁接手；空 = 与案件无关，只计数';
