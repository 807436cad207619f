alter table urging_batch add column matter text not null default '';
comment on column urging_batch.matter is '催办什么：空 = 办理中的案件，activity = 每周活跃度';
