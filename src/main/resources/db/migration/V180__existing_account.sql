-- Existing accounts (C2): what was chosen for a line of Tencent's list, and what each school answered about its account.

alter table partner_account add column choice text not null default ''
    constraint partner_account_choice check (choice in ('', 'SKIP') or choice ~ '^\d{10}$');
comment on column partner_account.choice is '人工指定的学校标识码；SKIP 为不用这一行；空为没有指定';
alter table partner_account_list add column told_at timestamptz;
comment on column partner_account_list.told_at is '已就这份清单写信告知各省级单位的时间';

create table account_offer (
    id              bigint      generated always as identity primary key,
    organization_id bigint      not null references organization,
    list_id         bigint      not null references partner_account_list,
    qq_number       text        not null,
    url             text        not null default '',
    state           text        not null default 'PLANNED',
    case_id         bigint      references case_file,
    planned_at      timestamptz not null,
    asked_at        timestamptz,
    answered_at     timestamptz,
    answered_by     text,
    reason          text,
    constraint account_offer_state
        check (state in ('PLANNED', 'ASKED', 'CONFIRMED', 'DENIED', 'WITHDRAWN', 'FAILED')),
    constraint account_offer_asked check (state <> 'ASKED' or case_id is not null and asked_at is not null),
    constraint account_offer_answered check ((state in ('CONFIRMED', 'DENIED')) = (answered_at is not null)),
    constraint account_offer_denied check (state <> 'DENIED' or reason is not null)
);
comment on table account_offer is '腾讯账号清单列给一所学校的账号，请学校确认；学校没有答复的，新清单可以换号或撤下';
comment on column account_offer.answered_by is '答复的用户；public 为公开登记页';
create unique index account_offer_waiting on account_offer (organization_id) where state in ('PLANNED', 'ASKED', 'FAILED');
create index account_offer_organization on account_offer (organization_id, id);
create index account_offer_planned on account_offer (id) where state = 'PLANNED';
create index account_offer_case on account_offer (case_id);
