create table mail_attachment (
    id           bigint generated always as identity primary key,
    mail_id      bigint not null references mail (id),
    file_name    text   not null,
    content_type text   not null,
    content      bytea  not null,
    constraint mail_attachment_one_line check (file_name !~ '[\r\n]' and content_type !~ '[\r\n]')
);
create index mail_attachment_of_mail on mail_attachment (mail_id);
comment on table mail_attachment is '待发邮件的附件，与邮件同一事务登记；邮件办结即删';
