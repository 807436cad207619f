alter table waiting_interval add column aside boolean not null default false;
comment on column waiting_interval.aside is '旁办：督促、协调一类，案件仍在等待被督促的一方，不另计日';

-- Whom a case waited for, the mail system included: while a letter it depends on could not be handed over, and while
-- one that came back later was believed to have arrived.
create view case_interval as
select case_id, party, task_id, task_name, from_at, to_at,
       array_position(array ['MAIL', 'TENCENT', 'CENTRE', 'PROVINCE', 'SCHOOL'], party) as rank
from waiting_interval
where not aside
union all
select case_id, 'MAIL', null, subject, queued_at, case when state = 'BOUNCED' then refused_at else coalesce(sent_at, refused_at) end, 1
from mail
where case_id is not null and kind in ('pickup-link', 'registration-returned')
  and (attempts > 1 or last_error is not null or state = 'BOUNCED');
comment on view case_interval is '分方计日的区间：同一时刻有几方，记给 rank 最小的一方';

create view case_waiting_for as
select distinct on (case_id) case_id, party, task_id, task_name, from_at
from case_interval
where to_at is null
order by case_id, rank, from_at;
comment on view case_waiting_for is '案件现在等谁（一案一行）';

create table case_parking (
    id         bigint generated always as identity primary key,
    case_id    bigint      not null references case_file (id),
    from_at    timestamptz not null,
    until_at   timestamptz not null,
    reason     text        not null,
    parked_by  text        not null,
    ended_at   timestamptz,
    ended_by   text,
    constraint case_parking_order check (until_at > from_at)
);
comment on table case_parking is '暂停计时：理由、止日（当日 24:00）；期满自动恢复，也可提前恢复';
comment on column case_parking.ended_at is '恢复计时的时刻；到期的即止日';
create unique index case_parking_one on case_parking (case_id) where ended_at is null;
create index case_parking_of_case on case_parking (case_id);
