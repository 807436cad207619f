package org.tuanwei.figures;

import java.time.LocalDate;
import java.time.ZoneId;
import org.tuanwei.web.Formats;

/** How every unit and school stands at a moment, worked out from what was written down: one statement for now and then. */
final class Standing {

    /** The zone of all days. */
    static final ZoneId ZONE = Formats.ZONE;

    static final String COLUMNS = "organization_id, code, name, kind, unit_code, unit_name, school_code, school_type,"
            + " opening, opened_on, overdue, contact, active, certified";

    /**
     * Rows with {@link #COLUMNS} at {@code :moment}; {@code :active} and {@code :certified} are JSON objects from
     * organisation id to true or false.
     */
    static final String AT_MOMENT = """
        with living as (
            select distinct on (organization_id) organization_id, id from case_file
            where created_at < :moment and not (state = 'ENDED' and closed_at < :moment)
            order by organization_id, id desc),
        reached as (
            select distinct on (case_id) case_id, phase, entered_at from case_phase
            where entered_at < :moment order by case_id, id desc),
        late as (
            select distinct case_id from deadline
            where case_id is not null and entered_at < :moment and due_at <= :moment
              and (left_at is null or left_at >= :moment)),
        unit_contact as (
            select distinct on (cu.unit_code) cu.unit_code,
                   case when cu.state = 'EXCUSED' then 'EXCUSED'
                        when cu.submitted_at < :moment then 'SUBMITTED' else 'MISSING' end as contact
            from collection_unit cu join collection_round r on r.id = cu.round_id
            where r.opened_at < :moment and not (cu.state = 'CANCELLED' and cu.ended_at < :moment)
            order by cu.unit_code, cu.id desc),
        school_contact as (
            select distinct on (cr.organization_id) cr.organization_id,
                   case when cr.state = 'EXEMPT' then 'EXCUSED'
                        when exists (select from collection_row_version v
                                     where v.row_id = cr.id and v.recorded_at < :moment) then 'SUBMITTED'
                        else 'MISSING' end as contact
            from collection_row cr
            join collection_unit cu on cu.id = cr.collection_id
            join collection_round r on r.id = cu.round_id
            where r.opened_at < :moment and not (cu.state = 'CANCELLED' and cu.ended_at < :moment)
            order by cr.organization_id, cr.id desc),
        active as materialized (
            select key::bigint as id, value::boolean as reached from jsonb_each_text(cast(:active as jsonb))),
        certified as materialized (
            select key::bigint as id, value::boolean as reached from jsonb_each_text(cast(:certified as jsonb)))
        select o.id as organization_id, o.code, o.name, o.kind, o.unit_code, u.name as unit_name, o.school_code,
               o.school_type,
               case when p.phase = 'OPEN' then 'OPENED'
                    when p.phase is null or p.phase = 'REGISTRATION' then 'NOT_SUBMITTED'
                    else 'IN_PROGRESS' end as opening,
               case when p.phase = 'OPEN' then (p.entered_at at time zone 'Asia/Shanghai')::date end as opened_on,
               l.case_id is not null as overdue,
               coalesce(uc.contact, sc.contact) as contact,
               a.reached as active,
               e.reached as certified
        from organization o
        join organization u on u.code = o.unit_code
        left join living c on c.organization_id = o.id
        left join reached p on p.case_id = c.id
        left join late l on l.case_id = c.id
        left join unit_contact uc on o.kind = 'UNIT' and uc.unit_code = o.code
        left join school_contact sc on sc.organization_id = o.id
        left join active a on a.id = o.id
        left join certified e on e.id = o.id
        where o.kind in ('UNIT', 'SCHOOL') and o.created_at < :moment
          and (o.status = 'ACTIVE' or o.status_at >= :moment)\
        """;

    private Standing() {}

    /** 24:00 of the day. */
    static java.time.Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(ZONE).toInstant();
    }
}
