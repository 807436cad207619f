create table bounce_report (
    id              bigint generated always as identity primary key,
    inbound_mail_id bigint references inbound_mail (id),
    received_at     timestamptz not null,
    kind            text        not null,
    sender          text        not null,
    subject         text        not null,
    message_id      text,
    readable        text        not null,
    raw             bytea       not null,
    cut             boolean     not null,
    constraint bounce_report_kind check (kind in ('REPORT', 'AUTO_REPLY', 'COMPLAINT', 'CONFIRMATION'))
);
create index bounce_report_of_mail on bounce_report (inbound_mail_id);
revoke update, delete on bounce_report from ${app_role};
comment on table bounce_report is '收到的退信报告及其他自动来信，原样保存（限大小），只追加';

create table bounce (
    id                bigint generated always as identity primary key,
    report_id         bigint references bounce_report (id),
    mail_id           bigint references mail (id),
    case_id           bigint references case_file (id),
    suspected_case_id bigint references case_file (id),
    recipient         text,
    bounce_class      text        not null,
    reason            text        not null,
    status            text        not null,
    reply_code        text        not null,
    diagnostic        text        not null,
    matched_by        text,
    state             text        not null,
    outcome           text        not null,
    noted_at          timestamptz not null,
    decided_at        timestamptz,
    decided_by        text,
    decision          text,
    constraint bounce_class check (bounce_class in
        ('INVALID_ADDRESS', 'MAILBOX_FULL', 'REFUSED', 'TEMPORARY', 'DELAYED', 'UNKNOWN', 'NOT_A_BOUNCE')),
    constraint bounce_matched_by check (matched_by in ('MESSAGE_ID', 'CASE_HEADER', 'SMTP', 'PERSON')),
    constraint bounce_state check (state in ('OPEN', 'DONE', 'DISMISSED')),
    constraint bounce_decided check ((decided_at is null) = (decided_by is null)
        and (decided_at is null) = (decision is null))
);
create index bounce_of_case on bounce (case_id, id);
create index bounce_suspected on bounce (suspected_case_id) where suspected_case_id is not null;
create index bounce_open on bounce (id) where state = 'OPEN';
create unique index bounce_of_smtp on bounce (mail_id) where matched_by = 'SMTP';
revoke delete on bounce from ${app_role};
comment on table bounce is '退信：报告里的每个收件人一行；收信服务器当场拒收的没有报告';
comment on column bounce.matched_by is '凭什么归到案件：签名 Message-ID、案件信头、发信时当场拒收、人工；空 = 没有归属';
comment on column bounce.suspected_case_id is '只凭收件人猜测的案件，仅供人参考，系统不据此办理';
