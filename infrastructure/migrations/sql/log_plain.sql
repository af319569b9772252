-- The usual ways through the log, each in fewer statements: one plain command, several loads.

set local role sdp_log;

-- As `append`, for a batch of one command without claims and citizens. What is anything but `done`
-- is judged by `append`, in the same transaction and under the same lock.
create function sdp_log.append_plain(batch jsonb, given_at timestamptz default null)
returns table (n integer, outcome text, version integer, "position" bigint, created uuid[],
               command_id uuid, taken text)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
as $$
#variable_conflict use_column
begin
    -- a statement of its own: what is read next is what the last holder of the lock committed
    perform pg_advisory_xact_lock(7237010);
    return query
    with told as materialized (
        select c.*, d.version as present, greatest(coalesce(given_at, clock_timestamp()), (
            select e.recorded_at from sdp_log.event e order by e.position desc limit 1
        )) as instant
        from sdp_log.identity i, jsonb_to_record(batch #> '{commands,0}') as c (
            n integer, case_id uuid, municipality integer, client text, key text,
            fingerprint text, expected integer, events integer, created uuid[],
            command_id uuid, correlation uuid, received_at timestamptz, actor text, role text,
            on_behalf_of text, purpose text, trace_parent text, release text, key_id uuid,
            only_case_of uuid),
        sdp_log.dossier d
        where i.simulated = (given_at is not null) and c.events > 0
        and d.case_id = c.case_id and d.version = c.expected and d.municipality = c.municipality
        and not exists (select from sdp_log.receipt r where r.client = c.client and r.key = c.key)
        and not exists (
            select from sdp_log.citizen_case k
            where k.citizen_id = c.only_case_of and k.case_id <> c.case_id
        )
    ), placed as materialized (
        select t.*, nextval('sdp_log.event_position') as first_event from told t
    ), accepted as materialized (
        select p.*, case when p.events = 1 then p.first_event
            else setval('sdp_log.event_position', p.first_event + p.events - 1) end as new_position
        from placed p
    ), stored as (
        insert into sdp_log.event (position, case_id, stream_id, version, dossier_version, type,
            schema_version, recorded_at, received_at, municipality, actor, role, on_behalf_of,
            purpose, correlation, causation, command_id, client, trace_parent, release, key_id,
            shard, payload, payload_hash)
        select a.first_event + x.k, a.case_id, x.stream_id, x.version, a.present + x.k + 1, x.type,
            x.schema_version, a.instant, a.received_at, a.municipality, a.actor, a.role,
            a.on_behalf_of, a.purpose, a.correlation, a.first_event + x.follows, a.command_id,
            a.client, a.trace_parent, a.release, a.key_id,
            get_byte(sha256(uuid_send(a.case_id)), 0), decode(x.payload, 'base64'),
            sha256(decode(x.payload, 'base64'))
        from accepted a, jsonb_to_recordset(batch -> 'events') as x (
            n integer, k integer, stream_id uuid, version integer, type text,
            schema_version smallint, follows integer, payload text)
    ), moved as (
        update sdp_log.dossier d
        set version = a.present + a.events, last_position = a.new_position
        from accepted a where d.case_id = a.case_id
    ), kept as (
        insert into sdp_log.receipt (client, key, fingerprint, municipality, case_id, version,
            position, created, command_id, recorded_at)
        select a.client, a.key, a.fingerprint, a.municipality, a.case_id, a.present + a.events,
            a.new_position, a.created, a.command_id, a.instant
        from accepted a where a.key is not null
    )
    select a.n, 'done', a.present + a.events, a.new_position, a.created, a.command_id, null::text
    from accepted a;
    if not found then
        return query select * from sdp_log.append(batch, given_at);
    end if;
end $$;

-- As `load`, for several dossiers and several keys of one municipality.
create function sdp_log.load_many(here integer, dossiers uuid[], clients text[], keys text[],
                                  at timestamptz default null)
returns setof sdp_log.loaded
language plpgsql volatile
as $$
begin
    perform set_config('sdp.municipality', here::text, true);
    return query
    select null::bigint, r.case_id, null::uuid, null::integer, null::integer, null::timestamptz,
        null::timestamptz, null::integer, null, null, null, null::uuid, null::bigint, null::uuid,
        null, null, null::smallint, null::uuid, null::bytea, to_jsonb(r)
    from unnest(clients, keys) as asked (client, key), sdp_log.receipt r
    where r.client = asked.client and r.key = asked.key
    and r.recorded_at > coalesce(at, clock_timestamp()) - interval '90 days';
    return query
    select e.position, e.case_id, e.stream_id, e.version, e.dossier_version, e.recorded_at,
        e.received_at, e.municipality, e.actor, e.role, e.purpose, e.correlation, e.causation,
        e.command_id, e.release, e.type, e.schema_version, e.key_id, e.payload, null::jsonb
    from sdp_log.event e where e.case_id = any (dossiers) order by e.case_id, e.position;
end $$;

revoke all on function sdp_log.append_plain, sdp_log.load_many from public;
grant execute on function sdp_log.append_plain, sdp_log.load_many to sdp_app;

reset role;
