-- Each audit entry is sealed at commit with the SHA-256 of its content and of the seal before it. The database does
-- this itself: the application can add entries, but neither choose their place nor their seal.
create table audit_head (
    single boolean primary key default true check (single),
    no bigint not null,
    seal bytea not null
);
comment on table audit_head is '审计链的末端：最后一条的序号与封存值；只由数据库自己推进';
insert into audit_head (no, seal) values (0, sha256(convert_to('tuanwei', 'UTF8')));
revoke insert, update, delete, truncate on audit_head from ${app_role};

alter table audit_entry add column no bigint unique, add column seal bytea;
comment on column audit_entry.no is '提交时编的序号，自 1 起连续';
comment on column audit_entry.seal is 'SHA-256（上一条的封存值，本条各栏）';
revoke truncate on audit_entry from ${app_role};

-- every field is preceded by its length in bytes, so that no two contents look alike
create function audit_seal(before bytea, no bigint, at timestamptz, user_id text, action text, object text, detail text)
returns bytea language sql stable as $$
    select sha256(before || convert_to(string_agg(octet_length(field) || ':' || field, '' order by place), 'UTF8'))
    from unnest(array[no::text, (extract(epoch from at) * 1000000)::bigint::text, user_id, action, object, detail])
         with ordinality as fields (field, place)
$$;

do $$
declare
    entry record;
    head_no bigint := 0;
    head_seal bytea := (select seal from audit_head);
begin
    for entry in select * from audit_entry order by id loop
        head_no := head_no + 1;
        head_seal := audit_seal(head_seal, head_no, entry.at, entry.user_id, entry.action, entry.object, entry.detail);
        update audit_entry set no = head_no, seal = head_seal where id = entry.id;
    end loop;
    update audit_head set no = head_no, seal = head_seal;
end $$;

create function audit_append() returns trigger language plpgsql security definer set search_path from current as $$
declare
    head audit_head;
begin
    -- whoever commits later waits here for whoever commits first
    update audit_head set no = no + 1 returning * into head;
    head.seal := audit_seal(head.seal, head.no, new.at, new.user_id, new.action, new.object, new.detail);
    update audit_head set seal = head.seal;
    update audit_entry set no = head.no, seal = head.seal where id = new.id;
    return null;
end $$;
create constraint trigger audit_append after insert on audit_entry
    deferrable initially deferred for each row execute function audit_append();

create function audit_keep() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.no is null and new.no is not null
        and (new.id, new.at, new.user_id, new.action, new.object, new.detail)
            = (old.id, old.at, old.user_id, old.action, old.object, old.detail) then
        return new;
    end if;
    raise exception '审计记录只追加，不能改动或删除';
end $$;
create trigger audit_keep before update or delete on audit_entry for each row execute function audit_keep();
create trigger audit_keep_all before truncate on audit_entry for each statement execute function audit_keep();
create index audit_entry_action on audit_entry (action, at);
