-- Reading a dossier, under row security; and the few facts that cross municipalities.

set local role sdp_log;

-- A row of the dossier, or (position null) the receipt of the key.
create type sdp_log.loaded as (
    "position" bigint, case_id uuid, stream_id uuid, version integer, dossier_version integer,
    recorded_at timestamptz, received_at timestamptz, municipality integer, actor text, role text,
    purpose text, correlation uuid, causation bigint, command_id uuid, release text, type text,
    schema_version smallint, key_id uuid, payload bytea, receipt jsonb
);

-- One round trip: sees the municipality only, for the length of this call.
create function sdp_log.load(here integer, dossier uuid, client text, key text,
                             at timestamptz default null)
returns setof sdp_log.loaded
language plpgsql volatile
as $$
begin
    perform set_config('sdp.municipality', here::text, true);
    return query
    select null::bigint, null::uuid, null::uuid, null::integer, null::integer, null::timestamptz,
        null::timestamptz, null::integer, null, null, null, null::uuid, null::bigint, null::uuid,
        null, null, null::smallint, null::uuid, null::bytea, to_jsonb(r)
    from sdp_log.receipt r
    where r.client = load.client and r.key = load.key
    and r.recorded_at > coalesce(at, clock_timestamp()) - interval '90 days';
    return query
    select e.position, e.case_id, e.stream_id, e.version, e.dossier_version, e.recorded_at,
        e.received_at, e.municipality, e.actor, e.role, e.purpose, e.correlation, e.causation,
        e.command_id, e.release, e.type, e.schema_version, e.key_id, e.payload, null::jsonb
    from sdp_log.event e where e.case_id = dossier order by e.position;
end $$;

-- A dossier wherever it lies, for facts that cross municipalities (earlier benefit, advisories).
create function sdp_log.history(dossier uuid, until timestamptz default null,
                                up_to bigint default null, here integer default null)
returns setof sdp_log.loaded
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select e.position, e.case_id, e.stream_id, e.version, e.dossier_version, e.recorded_at,
        e.received_at, e.municipality, e.actor, e.role, e.purpose, e.correlation, e.causation,
        e.command_id, e.release, e.type, e.schema_version, e.key_id, e.payload, null::jsonb
    from sdp_log.event e
    where e.case_id = dossier and (until is null or e.recorded_at <= until)
    and (up_to is null or e.position <= up_to)
    and (here is null or e.municipality = here)
    order by e.position
$$;

create function sdp_log.citizen_of(cpr_hmac bytea) returns uuid
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$ select c.citizen_id from sdp_log.citizen c where c.cpr_hmac = citizen_of.cpr_hmac $$;

create function sdp_log.cases_of(citizen uuid) returns setof uuid
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$ select c.case_id from sdp_log.citizen_case c where c.citizen_id = citizen order by 1 $$;

create function sdp_log.head() returns bigint
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$ select coalesce(max(e.position), 0) from sdp_log.event e $$;

reset role;
