create table mail (
    id              bigint generated always as identity primary key,
    unique_key      text        not null,
    message_id      text        not null,
    case_id         bigint,
    kind            text        not null,
    recipient       text        not null,
    subject         text        not null,
    body            text        not null,
    state           text        not null default 'QUEUED',
    attempts        integer     not null default 0,
    next_attempt_at timestamptz not null,
    last_error      text,
    queued_at       timestamptz not null,
    sent_at         timestamptz,
    refused_at      timestamptz,
    announced_at    timestamptz,
    constraint mail_once unique (unique_key),
    constraint mail_message_id unique (message_id),
    constraint mail_state check (state in ('QUEUED', 'SENT', 'REFUSED')),
    constraint mail_sent check ((state = 'SENT') = (sent_at is not null)),
    constraint mail_refused check ((state = 'REFUSED') = (refused_at is not null)),
    constraint mail_one_line check (recipient !~ '[\r\n]' and subject !~ '[\r\n]')
);

create index mail_due on mail (next_attempt_at, id) where state = 'QUEUED';
create index mail_unannounced on mail (next_attempt_at, id) where state = 'REFUSED' and announced_at is null;
create index mail_of_case on mail (case_id, id);

comment on table mail is '发件箱：与业务同一事务登记，由发送程序逐封送出；正文只存模板，一次性链接等只在发送时填入';
comment on column mail.unique_key is '幂等键：同一件事只登记一封';
comment on column mail.message_id is '登记时确定的已签名 Message-ID，重试不变，收件方可据此去重，退信可据此对号';
comment on column mail.case_id is '案件编号；不属于案件的邮件（如账号激活）为空';
comment on column mail.attempts is '已开始的发送次数，先记数提交再与邮件服务器对话';
comment on column mail.next_attempt_at is '最早何时可再次发送；发送中的邮件为租约到期时间';
comment on column mail.announced_at is '被退回一事已告知业务的时间';
