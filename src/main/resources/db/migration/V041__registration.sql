-- The public door: how often a receipt was tried with a wrong phrase.

create table receipt_attempt (
    receipt_hash text        primary key,
    wrong        int         not null,
    last_at      timestamptz not null,
    locked_until timestamptz
);
create index receipt_attempt_age on receipt_attempt (last_at);
comment on table receipt_attempt is '查询办理情况时口令输错的次数；受理号只存带密钥的摘要，不论其是否存在都计数';
