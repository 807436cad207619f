-- 撤回: an applicant takes its application back before the first level has signed for it; it need not say why.

alter table certification drop constraint certification_state_check;
alter table certification add constraint certification_state_check check (state in ('APPLIED', 'RECOMMENDED',
    'REVIEWED', 'CERTIFIED', 'REFUSED', 'LAPSED', 'WITHDRAWN', 'RETRACTED'));
alter table certification drop constraint certification_ended;
alter table certification add constraint certification_ended check (
    (state in ('REFUSED', 'LAPSED', 'WITHDRAWN', 'RETRACTED')) = (ended_at is not null)
    and (state = 'RETRACTED' or (ended_at is null) = (reason is null)));
comment on column certification.reason is '不予认证、条件已失去、撤销或撤回的原因；撤回的可以没有';

create index certification_of_instance on certification (process_instance_id);
