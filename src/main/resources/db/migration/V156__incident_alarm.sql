create table incident_alarm (
    incident_id text        not null primary key,
    type        text        not null,
    since       timestamptz not null,
    alarmed_at  timestamptz not null
);
revoke update, delete on incident_alarm from ${app_role};
comment on table incident_alarm is '已告警的异常：每项只告警一次，不论几个节点、扫描几次';
