alter table message_queue add column note text;
comment on column message_queue.note is '处理说明';
create index message_queue_open on message_queue (id) where handled_at is null;

alter table mail add column handled_at timestamptz;
alter table mail add column handled_by text;
alter table mail add column handled_note text;
comment on column mail.handled_at is '被退回的邮件由系统运维处理完毕的时间';
create index mail_refused_open on mail (id) where state = 'REFUSED' and handled_at is null;

create index case_event_actor on case_event (actor_id, id);
