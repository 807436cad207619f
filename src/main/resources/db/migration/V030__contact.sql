-- Who to reach at an organisation: every version stays, the current one is not replaced.

create table contact (
    id              bigint generated always as identity primary key,
    organization_id bigint      not null references organization,
    version         int         not null,
    contact_name    text        not null,
    position        text,
    phone           text,
    mobile          text,
    email           text        not null check (length(email) <= 254),
    address         text        not null,
    postcode        text,
    source          text        not null,
    reason          text,
    recorded_by     text        not null,
    recorded_at     timestamptz not null,
    replaced_at     timestamptz,
    proved_at       timestamptz,
    refused_at      timestamptz,
    refused_reason  text,
    unique (organization_id, version)
);
create unique index contact_current on contact (organization_id) where replaced_at is null;
comment on column contact.refused_at is 'When a mail to the address was refused for good, until it is proved';
comment on table contact is 'Versioned contact cards: the person in charge at an organisation, with mail and postal address';

create table mail_proof (
    id         bigint generated always as identity primary key,
    contact_id bigint      not null references contact,
    token_hash text        not null unique,
    asked_at   timestamptz not null,
    expires_at timestamptz not null,
    proved_at  timestamptz
);
create index mail_proof_by_contact on mail_proof (contact_id);
comment on table mail_proof is 'Round trips: a one-time link went to the address; only the hash of its token lies here';

create table contact_access (
    id              bigint generated always as identity primary key,
    organization_id bigint      not null references organization,
    contact_id      bigint      not null references contact,
    user_id         text        not null,
    purpose         text        not null,
    at              timestamptz not null
);
create index contact_access_by_organization on contact_access (organization_id, id);
revoke update, delete on contact_access from ${app_role};
comment on table contact_access is 'Append-only: who looked at an unmasked contact card, and when';
