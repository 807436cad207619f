create table case_letter (
    id              bigint generated always as identity primary key,
    case_id         bigint      not null references case_file (id),
    inbound_mail_id bigint      not null references inbound_mail (id),
    received_at     timestamptz not null,
    sender          text        not null,
    sender_name     text        not null,
    from_contact    boolean     not null,
    subject         text        not null,
    text            text        not null,
    left_out        text        not null,
    seen_at         timestamptz,
    seen_by         text,
    constraint case_letter_once unique (inbound_mail_id),
    constraint case_letter_seen check ((seen_at is null) = (seen_by is null))
);
create index case_letter_of_case on case_letter (case_id, id);
revoke delete on case_letter from ${app_role};
comment on table case_letter is '带受理号或回复本系统邮件的来信，归在案件上';
comment on column case_letter.from_contact is '来信地址是否为登记的联系邮箱；发件地址可以伪造，仅供参考';

create table case_letter_file (
    id        bigint generated always as identity primary key,
    letter_id bigint  not null references case_letter (id),
    name      text    not null,
    size      integer not null,
    content   bytea   not null
);
create index case_letter_file_of_letter on case_letter_file (letter_id);
revoke update, delete on case_letter_file from ${app_role};
comment on table case_letter_file is '来信的附件，只供下载，不在服务器上打开';
