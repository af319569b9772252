-- Rights first: nobody but the functions writes; triggers second: not even the owner changes.

do $$ begin
    create role sdp_eraser nologin;
exception when duplicate_object or unique_violation then null;
end $$;

set local role sdp_log;

create function sdp_log.refuse_change() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'UPDATE' and tg_table_name = 'event' and current_user = 'sdp_eraser'
        and new.payload is null
    then
        return new;  -- its rights reach the payload only
    end if;
    raise exception 'what is recorded is never changed: % on % by %', tg_op, tg_table_name,
        current_user using errcode = 'SDP04';
end $$;

do $$
declare
    kept text;
begin
    foreach kept in array array['event', 'block', 'identity'] loop
        execute format('create trigger never_changed before update or delete on sdp_log.%I
            for each row execute function sdp_log.refuse_change()', kept);
        execute format('create trigger never_emptied before truncate on sdp_log.%I
            for each statement execute function sdp_log.refuse_change()', kept);
    end loop;
end $$;

do $$
declare
    each text;
begin
    foreach each in array array['identity', 'event', 'dossier', 'receipt', 'citizen',
                                'citizen_case', 'claim', 'block', 'tracking'] loop
        execute format('alter table sdp_log.%I enable row level security', each);
        execute format('create policy projector on sdp_log.%I to sdp_projector using (true)
            with check (true)', each);
    end loop;
    foreach each in array array['event', 'dossier', 'receipt'] loop
        -- `+ 0`: this is a filter and never a way in; before the first ANALYZE a dossier was
        -- otherwise looked up among all events of the municipality
        execute format($policy$create policy municipality on sdp_log.%I for select to sdp_app
            using (municipality + 0 = nullif(current_setting('sdp.municipality', true), '')::integer)
            $policy$, each);
    end loop;
    foreach each in array array['identity', 'block', 'tracking'] loop
        execute format('create policy everybody on sdp_log.%I for select to sdp_app using (true)',
            each);
    end loop;
end $$;
create policy eraser on sdp_log.event to sdp_eraser using (true) with check (true);

revoke all on all functions in schema sdp_log from public;
grant usage on schema sdp_log to sdp_app, sdp_projector, sdp_eraser;
grant select on sdp_log.event, sdp_log.dossier, sdp_log.receipt, sdp_log.identity, sdp_log.block,
    sdp_log.tracking to sdp_app;
grant select on sdp_log.event, sdp_log.dossier, sdp_log.identity, sdp_log.block, sdp_log.citizen,
    sdp_log.citizen_case, sdp_log.tracking to sdp_projector;
grant insert on sdp_log.block to sdp_projector;  -- the sealer runs in the worker
grant select, update (payload) on sdp_log.event to sdp_eraser;
grant execute on function sdp_log.append, sdp_log.identify, sdp_log.load, sdp_log.history,
    sdp_log.citizen_of, sdp_log.cases_of, sdp_log.head, sdp_log.forget_receipts, sdp_log.track
    to sdp_app;
grant execute on function sdp_log.identify, sdp_log.head, sdp_log.track, sdp_log.forget_receipts
    to sdp_projector;

reset role;
