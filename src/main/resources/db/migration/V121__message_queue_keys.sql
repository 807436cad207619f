alter table message_queue alter column case_id drop not null;
alter table message_queue add column business_key text;
alter table message_queue add column about text;
update message_queue set business_key = case_id::text;
comment on column message_queue.business_key is '业务编号；不属于案件的流程没有案件编号';
comment on column message_queue.about is '单位名称，供没有案件的消息显示';
