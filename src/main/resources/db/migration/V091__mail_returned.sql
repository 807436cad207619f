-- a mail that the server took may still come back
alter table mail drop constraint mail_state;
alter table mail drop constraint mail_sent;
alter table mail drop constraint mail_refused;
alter table mail add column returns integer not null default 0;
alter table mail add constraint mail_state check (state in ('QUEUED', 'SENT', 'REFUSED', 'BOUNCED', 'WITHHELD'));
alter table mail add constraint mail_sent check ((state in ('SENT', 'BOUNCED')) = (sent_at is not null));
alter table mail add constraint mail_refused
    check ((state in ('REFUSED', 'BOUNCED', 'WITHHELD')) = (refused_at is not null));
drop index mail_unannounced;
create index mail_unannounced on mail (next_attempt_at, id)
    where state in ('REFUSED', 'BOUNCED', 'WITHHELD') and announced_at is null;
create index mail_recipient on mail (lower(recipient), id);
create index mail_message_id_lower on mail (lower(message_id));
comment on column mail.returns is '因暂时性退信重新发送的次数';

create table suppressed_address (
    id             bigint generated always as identity primary key,
    address        text        not null,
    reason         text        not null,
    added_by       text        not null,
    added_at       timestamptz not null,
    removed_at     timestamptz,
    removed_by     text,
    removed_reason text,
    constraint suppressed_address_lower check (address = lower(address)),
    constraint suppressed_address_removed check ((removed_at is null) = (removed_reason is null))
);
create unique index suppressed_address_once on suppressed_address (address) where removed_at is null;
revoke delete on suppressed_address from ${app_role};
comment on table suppressed_address is '不再寄信的邮箱：确认无效，直到验证或有人写明理由移出';
