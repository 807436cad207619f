-- Applications for certification and what was decided about them (F5).

create table certification (
    id                  bigint generated always as identity primary key,
    organization_id     bigint      not null references organization (id),
    case_id             bigint      not null references case_file (id),
    process_instance_id text,
    state               text        not null check (state in ('APPLIED', 'RECOMMENDED', 'REVIEWED', 'CERTIFIED',
                                        'REFUSED', 'LAPSED', 'WITHDRAWN')),
    standard_version    text        not null,
    statement           text        not null,
    applied_by          text        not null,
    applied_at          timestamptz not null,
    certified_at        timestamptz,
    ended_at            timestamptz,
    reason              text,
    constraint certification_ended check ((state in ('REFUSED', 'LAPSED', 'WITHDRAWN')) = (ended_at is not null)
        and (ended_at is null) = (reason is null)),
    constraint certification_certified check (state <> 'CERTIFIED' or certified_at is not null)
);
create unique index certification_living on certification (organization_id)
    where state in ('APPLIED', 'RECOMMENDED', 'REVIEWED', 'CERTIFIED');
create index certification_of_organization on certification (organization_id, id);
create index certification_certified on certification (id) where state = 'CERTIFIED';
comment on table certification is '一个账号的一次认证申请（业务键 = certification-<id>）；一个单位同时只有一份';
comment on column certification.case_id is '账号所属的已开通案件';
comment on column certification.standard_version is '申请时决策表 certification-eligibility 的版本';
comment on column certification.reason is '不予认证、条件已失去或撤销的原因';

create table certification_decision (
    id               bigint generated always as identity primary key,
    certification_id bigint      not null references certification (id),
    at               timestamptz not null,
    step             text        not null,
    verdict          text        not null,
    reason           text,
    by_user          text        not null,
    by_name          text        not null
);
create index certification_decision_of on certification_decision (certification_id, id);
comment on table certification_decision is '认证的办理经过，只追加';
revoke update, delete on certification_decision from ${app_role};
