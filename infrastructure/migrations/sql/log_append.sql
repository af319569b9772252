-- The one way into the log: several commands at once, each recorded whole or not at all.

set local role sdp_log;

create type sdp_log.verdict as (
    n integer, case_id uuid, municipality integer, client text, key text, fingerprint text,
    expected integer, events integer, created uuid[], command_id uuid, correlation uuid,
    received_at timestamptz, actor text, role text, on_behalf_of text, purpose text,
    trace_parent text, release text, key_id uuid,
    outcome text, present integer, last_position bigint, taken text
);

-- `batch` is {"commands": […], "events": […], "claims": […], "citizens": […]}; a command is named
-- by its place `n`, an event by its place `k` in its command; payloads are base64. Outcomes: done;
-- known (accepted before); reused (the key belongs to another request); foreign (another
-- municipality's dossier); conflict (the dossier has moved on); taken (a claim is somebody else's);
-- again (meets another command of this batch: send it again).
create function sdp_log.append(batch jsonb, given_at timestamptz default null)
returns table (n integer, outcome text, version integer, "position" bigint, created uuid[],
               command_id uuid, taken text)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
set plan_cache_mode = force_generic_plan  -- planned once; a plan for each call costs more
set enable_seqscan = off  -- a plan made while the tables were small serves when they are not
as $$
#variable_conflict use_column
declare
    is_simulated boolean;
    instant timestamptz;
    first_position bigint;
    total integer;
    twins integer[];
    verdicts sdp_log.verdict[];
    claims jsonb := batch -> 'claims';
    citizens jsonb := batch -> 'citizens';
begin
    -- (1) the lock: from here on commit order is position order
    perform pg_advisory_xact_lock(7237010);
    select i.simulated, greatest(coalesce(given_at, clock_timestamp()), (
        select e.recorded_at from sdp_log.event e order by e.position desc limit 1
    )) into is_simulated, instant from sdp_log.identity i;  -- recorded time never goes back
    if is_simulated is distinct from (given_at is not null) then
        perform sdp_log.refuse_time(is_simulated);
    end if;

    -- (2) keys and (3) expected versions
    if jsonb_array_length(batch -> 'commands') > 1 then
        twins := array(
            select c.n from (
                select x.n, row_number() over (partition by x.case_id order by x.n) as of_dossier,
                    row_number() over (partition by x.client, x.key order by x.n) as of_key, x.key
                from jsonb_to_recordset(batch -> 'commands')
                    as x (n integer, case_id uuid, client text, key text)
            ) c
            where c.of_dossier > 1 or (c.of_key > 1 and c.key is not null)
        );
    end if;
    verdicts := array(
        select (c.n, c.case_id, c.municipality, c.client, c.key, c.fingerprint, c.expected,
            c.events, coalesce(r.created, c.created), coalesce(r.command_id, c.command_id),
            c.correlation, c.received_at, c.actor, c.role, c.on_behalf_of, c.purpose,
            c.trace_parent, c.release, c.key_id,
            case
                when r.fingerprint = c.fingerprint then 'known'
                when r.fingerprint is not null then 'reused'
                when c.n = any (twins) then 'again'
                when d.municipality <> c.municipality then 'foreign'
                when coalesce(d.version, 0) <> c.expected then 'conflict'
                when o.other then 'taken'
                else 'done'
            end,
            coalesce(case when r.fingerprint = c.fingerprint then r.version end, d.version, 0),
            coalesce(case when r.fingerprint = c.fingerprint then r.position end,
                     d.last_position, 0),
            case when o.other then 'weekly_cap' end)::sdp_log.verdict
        from jsonb_to_recordset(batch -> 'commands') as c (
            n integer, case_id uuid, municipality integer, client text, key text,
            fingerprint text, expected integer, events integer, created uuid[],
            command_id uuid, correlation uuid, received_at timestamptz, actor text, role text,
            on_behalf_of text, purpose text, trace_parent text, release text, key_id uuid,
            only_case_of uuid)
        -- `limit 1` has each row looked up by its key, however many there are
        left join lateral (
            select * from sdp_log.dossier d where d.case_id = c.case_id limit 1
        ) d on true
        left join lateral (
            select * from sdp_log.receipt r where r.client = c.client and r.key = c.key
            and r.recorded_at > instant - interval '90 days' limit 1
        ) r on true
        cross join lateral (select exists (
            select from sdp_log.citizen_case k
            where k.citizen_id = c.only_case_of and k.case_id <> c.case_id
        ) as other) o
    );

    -- (4) rows of the registry, where a command has any
    if claims is not null or citizens is not null then
        verdicts := sdp_log.register(verdicts, claims, citizens);
    end if;

    -- (5) events, in the order of their commands, and what is remembered of each command
    total := (select sum(v.events) from unnest(verdicts) v where v.outcome = 'done');
    if total > 0 then
        first_position := nextval('sdp_log.event_position');
        if total > 1 then
            perform setval('sdp_log.event_position', first_position + total - 1);
        end if;
    end if;
    return query
    with accepted as materialized (
        select v.*, v.present + v.events as new_version,
            first_position + sum(v.events) over (order by v.n)::integer - v.events as first_event
        from unnest(verdicts) v where v.outcome = 'done'
    ), answered as materialized (
        select a.*,
            case when a.events = 0 then a.last_position else a.first_event + a.events - 1 end
            as new_position
        from accepted a
    ), stored as (
        insert into sdp_log.event (position, case_id, stream_id, version, dossier_version, type,
            schema_version, recorded_at, received_at, municipality, actor, role, on_behalf_of,
            purpose, correlation, causation, command_id, client, trace_parent, release, key_id,
            shard, payload, payload_hash)
        select a.first_event + x.k, a.case_id, x.stream_id, x.version, a.present + x.k + 1, x.type,
            x.schema_version, instant, a.received_at, a.municipality, a.actor, a.role,
            a.on_behalf_of, a.purpose, a.correlation, a.first_event + x.follows, a.command_id,
            a.client, a.trace_parent, a.release, a.key_id,
            get_byte(sha256(uuid_send(a.case_id)), 0), decode(x.payload, 'base64'),
            sha256(decode(x.payload, 'base64'))
        from jsonb_to_recordset(batch -> 'events') as x (
            n integer, k integer, stream_id uuid, version integer, type text,
            schema_version smallint, follows integer, payload text)
        join answered a on a.n = x.n
    ), moved as (
        insert into sdp_log.dossier as d (case_id, municipality, version, last_position)
        select a.case_id, a.municipality, a.new_version, a.new_position from answered a
        where a.events > 0
        on conflict (case_id) do update
        set version = excluded.version, last_position = excluded.last_position
    ), kept as (
        insert into sdp_log.receipt as r (client, key, fingerprint, municipality, case_id, version,
            position, created, command_id, recorded_at)
        select a.client, a.key, a.fingerprint, a.municipality, a.case_id, a.new_version,
            a.new_position, a.created, a.command_id, instant
        from answered a where a.key is not null
        on conflict (client, key) do update
        set (fingerprint, municipality, case_id, version, position, created, command_id,
             recorded_at) =
            (excluded.fingerprint, excluded.municipality, excluded.case_id, excluded.version,
             excluded.position, excluded.created, excluded.command_id, excluded.recorded_at)
    )
    select a.n, a.outcome, a.new_version, a.new_position, a.created, a.command_id, a.taken
    from answered a
    union all
    select v.n, v.outcome, v.present, v.last_position, v.created, v.command_id, v.taken
    from unnest(verdicts) v where v.outcome <> 'done';
end $$;

-- Time is given on a simulated log, and refused on a real one.
create function sdp_log.refuse_time(is_simulated boolean) returns void
language plpgsql
as $$
begin
    if is_simulated is null then
        raise exception 'the log has no identity yet' using errcode = 'SDP01';
    elsif is_simulated then
        raise exception 'a simulated log takes its time from the program' using errcode = 'SDP02';
    else
        raise exception 'a real log refuses a given time' using errcode = 'SDP03';
    end if;
end $$;

-- Judge and write what accepted commands ask of the citizen registry.
create function sdp_log.register(verdicts sdp_log.verdict[], claims jsonb, citizens jsonb)
returns sdp_log.verdict[]
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
    judged sdp_log.verdict[];
begin
    judged := array(
        select (v.n, v.case_id, v.municipality, v.client, v.key, v.fingerprint, v.expected,
            v.events, v.created, v.command_id, v.correlation, v.received_at, v.actor, v.role,
            v.on_behalf_of, v.purpose, v.trace_parent, v.release, v.key_id,
            case
                when v.outcome <> 'done' then v.outcome
                when twin.claimed or twin.named then 'again'
                when twin.renamed then 'conflict'
                when twin.taken is not null then 'taken'
                else 'done'
            end,
            v.present, v.last_position, coalesce(v.taken, twin.taken))::sdp_log.verdict
        from unnest(verdicts) v, lateral (
            select exists (
                    select from sdp_log.claims(claims) q join sdp_log.claims(claims) o
                    on (o.kind, o.value) = (q.kind, q.value) and o.n < q.n where q.n = v.n
                ) as claimed,
                exists (
                    select from sdp_log.citizens(citizens) q join sdp_log.citizens(citizens) o
                    on o.cpr_hmac = q.cpr_hmac and o.n < q.n where q.n = v.n
                ) as named,
                exists (
                    select from sdp_log.citizens(citizens) q join sdp_log.citizen k
                    on k.cpr_hmac = q.cpr_hmac and k.citizen_id <> q.citizen_id where q.n = v.n
                ) as renamed,
                (
                    select q.kind from sdp_log.claims(claims) q join sdp_log.claim k
                    on (k.kind, k.value) = (q.kind, q.value) and k.case_id <> v.case_id
                    where q.n = v.n and not q.released order by q.kind limit 1
                ) as taken
        ) twin
        order by v.n
    );
    delete from sdp_log.claim k using unnest(judged) v, sdp_log.claims(claims) q
    where v.outcome = 'done' and q.n = v.n and q.released
    and (k.kind, k.value, k.case_id) = (q.kind, q.value, v.case_id);
    insert into sdp_log.claim (kind, value, case_id)
    select q.kind, q.value, v.case_id
    from unnest(judged) v join sdp_log.claims(claims) q on q.n = v.n
    where v.outcome = 'done' and not q.released on conflict do nothing;
    insert into sdp_log.citizen (cpr_hmac, citizen_id)
    select q.cpr_hmac, q.citizen_id
    from unnest(judged) v join sdp_log.citizens(citizens) q on q.n = v.n
    where v.outcome = 'done' on conflict do nothing;
    insert into sdp_log.citizen_case (citizen_id, case_id, municipality)
    select q.citizen_id, v.case_id, v.municipality
    from unnest(judged) v join sdp_log.citizens(citizens) q on q.n = v.n
    where v.outcome = 'done' on conflict do nothing;
    return judged;
end $$;

create function sdp_log.claims(claims jsonb)
returns table (n integer, kind text, value text, released boolean)
language sql immutable parallel safe
as $$
    select * from jsonb_to_recordset(claims)
        as q (n integer, kind text, value text, released boolean)
$$;

create function sdp_log.citizens(citizens jsonb)
returns table (n integer, cpr_hmac bytea, citizen_id uuid)
language sql immutable parallel safe
as $$
    select q.n, decode(q.cpr_hmac, 'hex'), q.citizen_id
    from jsonb_to_recordset(citizens) as q (n integer, cpr_hmac text, citizen_id uuid)
$$;

-- Say which log this is; the first to ask decides whether it is simulated.
create function sdp_log.identify(simulate boolean default null)
returns table (log_id uuid, simulated boolean, created_at timestamptz)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into sdp_log.identity (simulated) values (coalesce(simulate, false))
    on conflict do nothing;
    return query select i.log_id, i.simulated, i.created_at from sdp_log.identity i;
end $$;

-- A receipt is kept for 90 days.
create function sdp_log.forget_receipts(before timestamptz) returns bigint
language sql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
    with gone as (
        delete from sdp_log.receipt r where r.recorded_at <= before - interval '90 days'
        returning 1
    ) select count(*) from gone
$$;

-- Record how far a follower has come; false when it was there before.
create function sdp_log.track(application text, notification bigint) returns boolean
language sql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
    with moved as (
        insert into sdp_log.tracking as t (application_name, notification_id)
        values (application, notification)
        on conflict (application_name) do update set notification_id = excluded.notification_id
        where t.notification_id < excluded.notification_id returning 1
    ) select exists (select from moved)
$$;

reset role;
