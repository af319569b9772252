-- The log and what stands beside it; everything here belongs to sdp_log.

create schema sdp_log authorization sdp_log;
set local role sdp_log;

-- One row, written once: which log this is, and whether its time is real or simulated.
create table sdp_log.identity (
    one boolean primary key default true check (one),
    log_id uuid not null default gen_random_uuid(),
    simulated boolean not null,
    created_at timestamptz not null default clock_timestamp()
);

create sequence sdp_log.event_position as bigint;

create table sdp_log.event (
    position bigint primary key,
    case_id uuid not null,
    stream_id uuid not null,
    version integer not null,
    dossier_version integer not null,
    type text not null,
    schema_version smallint not null,
    recorded_at timestamptz not null,
    received_at timestamptz not null,
    municipality integer not null,
    actor text not null,
    role text not null,
    on_behalf_of text,
    purpose text not null,
    correlation uuid not null,
    causation bigint,
    command_id uuid not null,
    client text not null,
    trace_parent text,
    release text not null,
    key_id uuid not null,
    shard smallint not null,        -- first byte of the SHA-256 of the case id
    payload bytea,                  -- null when erased
    payload_hash bytea not null,    -- SHA-256 of the ciphertext; stays when the payload goes
    unique (stream_id, version)
);
create index event_of_case on sdp_log.event (case_id, position);
create index event_of_municipality on sdp_log.event (municipality, position);

-- The expected version of every dossier: the number of its events.
create table sdp_log.dossier (
    case_id uuid primary key,
    municipality integer not null,
    version integer not null,
    last_position bigint not null
) with (fillfactor = 70);  -- room to change a row in its page, without touching the index

-- What an accepted command was answered with; never a body.
create table sdp_log.receipt (
    client text not null,
    key text not null,
    fingerprint text not null,
    municipality integer not null,
    case_id uuid not null,
    version integer not null,
    position bigint not null,
    created uuid[] not null,
    command_id uuid not null,
    recorded_at timestamptz not null,
    primary key (client, key)
);
create index receipt_by_age on sdp_log.receipt using brin (recorded_at);  -- in order of time

-- The citizen registry: a CPR number (as its HMAC) leads to a citizen, a citizen to cases.
create table sdp_log.citizen (
    cpr_hmac bytea primary key,
    citizen_id uuid not null
);
create index citizen_by_id on sdp_log.citizen (citizen_id);

create table sdp_log.citizen_case (
    citizen_id uuid not null,
    case_id uuid not null,
    municipality integer not null,
    primary key (citizen_id, case_id)
);

-- One open case for a citizen and an absence; one effect for a message id.
create table sdp_log.claim (
    kind text not null,
    value text not null,
    case_id uuid not null,
    primary key (kind, value)
);

-- Merkle blocks over the events, each with the root of the one before.
create table sdp_log.block (
    number bigint primary key,
    positions bigint[] not null,
    leaves bytea not null,          -- 32 bytes for each position
    previous_root bytea not null,
    root bytea not null,
    signature bytea not null,
    sealed_at timestamptz not null default clock_timestamp()
);

-- How far the event-sourcing library's followers have come.
create table sdp_log.tracking (
    application_name text primary key,
    notification_id bigint not null
);

reset role;
