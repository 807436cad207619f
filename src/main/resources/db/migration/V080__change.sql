create table organization_change (
    id bigint generated always as identity primary key,
    kind text not null check (kind in ('ADD', 'CLOSE', 'MERGE', 'RENAME', 'EXEMPT', 'REINSTATE')),
    unit_code text not null,
    organization_id bigint references organization (id),
    name text not null,
    school_type text,
    into_id bigint references organization (id),
    reason text not null,
    state text not null check (state in ('PROPOSED', 'APPROVED', 'APPLIED', 'REFUSED')),
    proposed_by text not null,
    proposed_at timestamptz not null,
    approver_group text not null,
    contact_name text,
    contact_phone text,
    contact_email text,
    code text,
    decided_by text,
    decided_at timestamptz,
    own_decision boolean not null default false,
    refusal text,
    applied_at timestamptz,
    check ((kind = 'ADD') = (organization_id is null and into_id is null) or state = 'APPLIED'),
    check ((kind = 'MERGE') = (into_id is not null))
);
comment on table organization_change is '单位变更申请：新增、撤销、合并、更名、豁免、恢复，经审批后生效（业务键 = change-<id>）';
comment on column organization_change.name is '提出时的名称；更名为新名称，新增为学校全称';
comment on column organization_change.proposed_by is '提出人账号；空 = 公开登记页上的申请';
comment on column organization_change.contact_name is '公开申请人，仅用于答复，办结后清除';
comment on column organization_change.own_decision is '审批人就是提出人（须由配置允许）';
-- one open proposal for an organisation, and for a school that is not in the registry yet
create unique index organization_change_open on organization_change (organization_id)
    where state in ('PROPOSED', 'APPROVED');
create unique index organization_change_open_addition on organization_change (unit_code, lower(name))
    where kind = 'ADD' and state in ('PROPOSED', 'APPROVED');
create index organization_change_unit on organization_change (unit_code, id);
