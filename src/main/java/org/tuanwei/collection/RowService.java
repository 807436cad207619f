package org.tuanwei.collection;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.collection.Happenings.What;
import org.tuanwei.collection.RowVersion.Channel;
import org.tuanwei.collection.RowVersion.Source;
import org.tuanwei.collection.SchoolRow.State;
import org.tuanwei.contacttable.ContactEntry;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.OrganizationEnded;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Viewers;

/** What happens to one school's row: filled in by whom, returned, objected to, exempted (J1, J4, D6). */
@Service
@Transactional
class RowService {

    private static final int LONGEST_REASON = 500;

    private final SchoolRows rows;
    private final UnitRounds units;
    private final CollectionProcess process;
    private final CollectionLetters letters;
    private final Happenings happenings;
    private final EntryCheck check;
    private final Organizations organizations;
    private final WorkingCalendar calendar;
    private final Viewers viewers;
    private final Clock clock;

    RowService(
            SchoolRows rows,
            UnitRounds units,
            CollectionProcess process,
            CollectionLetters letters,
            Happenings happenings,
            EntryCheck check,
            Organizations organizations,
            WorkingCalendar calendar,
            Viewers viewers,
            Clock clock) {
        this.rows = rows;
        this.units = units;
        this.process = process;
        this.letters = letters;
        this.happenings = happenings;
        this.check = check;
        this.organizations = organizations;
        this.calendar = calendar;
        this.viewers = viewers;
        this.clock = clock;
    }

    /** What became of an entry. */
    enum Outcome {
        STORED,
        UNCHANGED,
        /** Kept beside the school's own, which goes on to count. */
        CONFLICT
    }

    /** The school fills in or confirms; its word wins over the unit's (J1). @throws FormRefused field by field */
    Outcome fill(long rowId, ContactEntry typed, Channel channel, @Nullable Long uploadId) {
        SchoolRow row = requireOpen(rowId);
        ContactEntry entry = check.require(typed, organizations.get(row.organizationId()));
        Optional<RowVersion> before = rows.current(row);
        boolean confirms = before.filter(version -> version.source() != Source.SCHOOL && version.says(entry))
                .isPresent();
        if (row.state() == State.FILLED
                && before.filter(version -> version.source() == Source.SCHOOL && version.says(entry))
                        .isPresent()) {
            return Outcome.UNCHANGED;
        }
        boolean differs = before.filter(version -> version.source() != Source.SCHOOL && !version.says(entry))
                .isPresent();
        int version = rows.addVersion(rowId, entry, Source.SCHOOL, channel, true, uploadId, user());
        rows.noteFilled(rowId, version, late(row), differs);
        happenings.tell(row, confirms ? What.CONFIRMED : What.FILLED, channel.label() + "，第 " + version + " 版");
        if (differs) {
            happenings.tell(row, What.CONFLICT, "");
        }
        return Outcome.STORED;
    }

    /**
     * The unit fills in for a school. Where the school has confirmed something else, that goes on to count and the unit
     * is shown both (J1); a row that was returned is mended by it.
     */
    Outcome supply(long rowId, ContactEntry typed, Channel channel, @Nullable Long uploadId) {
        SchoolRow row = requireOpen(rowId);
        if (row.state() == State.EXEMPT) {
            throw new FormRefused("", row.schoolName() + "已豁免，不必填报；如需填报请先在单位名册中恢复");
        }
        ContactEntry entry = check.require(typed, organizations.get(row.organizationId()));
        Optional<RowVersion> before = rows.current(row);
        if (row.state() == State.FILLED
                && before.filter(version -> version.says(entry)).isPresent()) {
            return Outcome.UNCHANGED;
        }
        boolean schoolHolds = row.state() == State.FILLED
                && before.filter(version -> version.source() == Source.SCHOOL).isPresent();
        if (schoolHolds) {
            List<RowVersion> all = rows.versions(rowId);
            if (row.conflict()
                    && all.stream()
                            .filter(version -> version.source() == Source.UNIT)
                            .findFirst()
                            .filter(version -> version.says(entry))
                            .isPresent()) {
                return Outcome.CONFLICT;
            }
            rows.addVersion(rowId, entry, Source.UNIT, channel, false, uploadId, user());
            rows.noteConflict(rowId, true);
            happenings.tell(row, What.CONFLICT, channel.label());
            return Outcome.CONFLICT;
        }
        int version = rows.addVersion(rowId, entry, Source.UNIT, channel, true, uploadId, user());
        rows.noteFilled(rowId, version, late(row), false);
        happenings.tell(row, What.SUPPLIED, channel.label() + "，第 " + version + " 版");
        process.supplied(row);
        return Outcome.STORED;
    }

    /** The unit has seen both and goes along with the school's. */
    void settleConflict(long rowId) {
        SchoolRow row = requireOpen(rowId);
        if (row.conflict()) {
            rows.noteConflict(rowId, false);
            happenings.tell(row, What.CONFLICT_SETTLED, "");
        }
    }

    /** The unit returns a row to its school, with the reason. */
    void returnToSchool(long rowId, String reason) {
        SchoolRow row = requireOpen(rowId);
        String why = requireReason(reason);
        if (row.state() != State.FILLED && !"CENTRE".equals(row.returnedLevel())) {
            throw new FormRefused("reason", row.schoolName() + row.state().label() + "，没有可退回的内容");
        }
        rows.noteReturned(rowId, why, user(), "UNIT");
        happenings.tell(row, What.ROW_RETURNED, why);
        process.returned(row);
        Integer version = row.currentVersion();
        letters.rowReturned(row, version == null ? 0 : version, why);
    }

    /** The centre has something against a row of a table it reviews; the row goes back when the review ends so (D6). */
    void object(long rowId, String reason) {
        SchoolRow row = requireUnderReview(rowId);
        String why = requireReason(reason);
        if (row.state() == State.EXEMPT) {
            throw new FormRefused("reason", row.schoolName() + "已豁免；对豁免有意见的，请整表退回并写明");
        }
        rows.noteObjection(rowId, why, user());
        happenings.tell(row, What.OBJECTED, why);
    }

    void withdrawObjection(long rowId) {
        SchoolRow row = requireUnderReview(rowId);
        if (row.objection() != null) {
            rows.noteObjection(rowId, null, null);
            happenings.tell(row, What.OBJECTION_WITHDRAWN, "");
        }
    }

    /** A school that stops taking part, with an approved reason, need not fill in (J4). */
    @EventListener
    public void ended(OrganizationEnded ended) {
        Organization organization = organizations.get(ended.organizationId());
        if (!organization.isSchool()) {
            return;
        }
        units.running(organization.unitCode())
                .filter(unit -> !unit.state().sent())
                .flatMap(unit -> rows.of(unit.id(), organization.code()))
                .filter(row -> row.state() != State.EXEMPT)
                .ifPresent(row -> {
                    rows.noteExempt(row.id(), reasonOf(organization));
                    happenings.tell(row, What.EXEMPTED, reasonOf(organization));
                    process.closed(row);
                });
    }

    /** Why an organisation that is not active need not fill in. */
    static String reasonOf(Organization organization) {
        String reason = organization.statusReason();
        return organization.status().label() + (reason == null ? "" : "：" + reason);
    }

    private boolean late(SchoolRow row) {
        LocalDate today = calendar.dayOf(clock.instant());
        return today.isAfter(units.get(row.collectionId()).schoolDueOn());
    }

    private SchoolRow requireOpen(long rowId) {
        SchoolRow row = rows.get(rowId);
        UnitRound unit = units.lock(row.collectionId());
        if (!unit.state().open()) {
            throw new FormRefused("", unit.unitName() + "的统计表" + unit.state().label() + "，现在不能修改；如有更正，请联系省级团委学校部");
        }
        return rows.get(rowId);
    }

    private SchoolRow requireUnderReview(long rowId) {
        SchoolRow row = rows.get(rowId);
        UnitRound unit = units.lock(row.collectionId());
        if (unit.state() != UnitRound.State.SUBMITTED) {
            throw new FormRefused("reason", "统计表" + unit.state().label() + "，只有待复核的统计表可以按行提出意见");
        }
        return row;
    }

    static String requireReason(String reason) {
        String stripped = reason.strip();
        if (stripped.length() < 4 || stripped.length() > LONGEST_REASON) {
            throw new FormRefused("reason", "请写明原因，4 至 " + LONGEST_REASON + " 个字");
        }
        return stripped;
    }

    private String user() {
        return viewers.currentOrNone().map(viewer -> viewer.userId()).orElse("system");
    }
}
