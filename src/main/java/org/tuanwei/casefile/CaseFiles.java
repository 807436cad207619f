package org.tuanwei.casefile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseFile.State;
import org.tuanwei.organization.Organization;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewers;

/** Opens, reads and moves cases; every move is told in the story in the same transaction. */
@Service
@Transactional
public class CaseFiles {

    static final String COLUMNS = """
            c.id, c.receipt, c.organization_id, o.code as organization_code, o.name as organization_name, o.school_type,
            c.unit_code, u.name as unit_name, c.school_code, c.level, c.platform, c.phase, c.state, c.ended_how,
            c.qq_number, c.account_url, c.created_at, c.closed_at,
            exists (select 1 from waiting_interval w where w.case_id = c.id and w.to_at is null and w.party = 'TENCENT')
                as at_partner""";
    static final String FROM = """
             from case_file c
            join organization o on o.id = c.organization_id
            join organization u on u.code = c.unit_code""";

    /** @param created false when the organisation had a living case already */
    public record Opened(CaseFile caseFile, boolean created) {}

    private final JdbcClient jdbc;
    private final Story story;
    private final Receipts receipts;
    private final Viewers viewers;
    private final AccessPolicy policy;
    private final Clock clock;

    CaseFiles(JdbcClient jdbc, Story story, Receipts receipts, Viewers viewers, AccessPolicy policy, Clock clock) {
        this.jdbc = jdbc;
        this.story = story;
        this.receipts = receipts;
        this.viewers = viewers;
        this.policy = policy;
        this.clock = clock;
    }

    /** Opens the case of an organisation, or finds the one it has: asked twice at once, both get the same. */
    public Opened open(Organization organization, String platform) {
        return open(List.of(organization), platform).get(0);
    }

    /** The same for many organisations by few statements; the answers in their order. */
    public List<Opened> open(List<Organization> organizations, String platform) {
        Instant now = clock.instant();
        // in one order everywhere: two that open the same cases at once wait for each other, they do not lock each
        // other
        List<Organization> sorted = organizations.stream()
                .sorted(Comparator.comparing(Organization::id))
                .toList();
        Set<Long> created = new LinkedHashSet<>(jdbc.sql("""
                        insert into case_file (receipt, organization_id, platform, level, unit_code, school_code, phase,
                            state, created_at)
                        select receipt, organization_id, :platform, level, unit_code, school_code, :phase, 'RUNNING', :now
                        from unnest(:receipts::text[], :ids::bigint[], :levels::text[], :units::text[], :schools::text[])
                            as one (receipt, organization_id, level, unit_code, school_code)
                        on conflict (organization_id, platform) where state <> 'ENDED' do nothing
                        returning id""")
                .param("receipts", column(sorted, one -> receipts.next()))
                .param("ids", sorted.stream().map(Organization::id).toArray(Long[]::new))
                .param("levels", column(sorted, one -> Level.of(one).name()))
                .param("units", column(sorted, Organization::unitCode))
                .param("schools", column(sorted, Organization::schoolCode))
                .param("platform", platform)
                .param("phase", Phase.REGISTRATION.name())
                .param("now", Timestamp.from(now))
                .query(Long.class)
                .list());
        notePhase(created, Phase.REGISTRATION, now);
        story.tell(created, "case.opened", Map.of());
        Map<Long, CaseFile> living = new HashMap<>();
        jdbc.sql("select " + COLUMNS + FROM
                        + " where c.organization_id = any(?) and c.platform = ? and c.state <> 'ENDED'")
                .params(sorted.stream().map(Organization::id).toArray(Long[]::new), platform)
                .query(CaseFiles::map)
                .list()
                .forEach(file -> living.put(file.organizationId(), file));
        return organizations.stream()
                .map(organization -> Objects.requireNonNull(living.get(organization.id())))
                .map(file -> new Opened(file, created.contains(file.id())))
                .toList();
    }

    private static @Nullable String[] column(
            List<Organization> organizations, Function<Organization, @Nullable String> value) {
        return organizations.stream().map(value).toArray(String[]::new);
    }

    /** Throws {@link NoSuchElementException} when there is no such case. */
    @Transactional(readOnly = true)
    public CaseFile get(long id) {
        return find("c.id = ?", id).orElseThrow(() -> new NoSuchElementException("没有编号为 " + id + " 的案件"));
    }

    /** Those of these ids that exist, by id. */
    @Transactional(readOnly = true)
    public Map<Long, CaseFile> byIds(Collection<Long> ids) {
        Map<Long, CaseFile> found = new HashMap<>();
        jdbc.sql("select " + COLUMNS + FROM + " where c.id = any(?)")
                .param(ids.toArray(Long[]::new))
                .query(CaseFiles::map)
                .list()
                .forEach(file -> found.put(file.id(), file));
        return found;
    }

    @Transactional(readOnly = true)
    public Optional<CaseFile> byReceipt(String receipt) {
        return find("c.receipt = ?", receipt);
    }

    @Transactional(readOnly = true)
    public Optional<CaseFile> byQqNumber(String qqNumber) {
        return find("c.qq_number = ? and c.state <> 'ENDED'", qqNumber);
    }

    /** The case of the organisation that has not ended. */
    @Transactional(readOnly = true)
    public Optional<CaseFile> living(long organizationId, String platform) {
        return find("c.organization_id = ? and c.platform = ? and c.state <> 'ENDED'", organizationId, platform);
    }

    /** All cases of an organisation, the newest first. */
    @Transactional(readOnly = true)
    public List<CaseFile> ofOrganization(long organizationId) {
        return jdbc.sql("select " + COLUMNS + FROM + " where c.organization_id = ? order by c.id desc")
                .param(organizationId)
                .query(CaseFiles::map)
                .list();
    }

    /** The cases whose letters go to the contact of this organisation: its own, and those of branches that have none. */
    @Transactional(readOnly = true)
    public List<CaseFile> reachedThrough(long organizationId) {
        return jdbc.sql("select " + COLUMNS + FROM + """
                         where c.organization_id = :organization
                            or c.level = 'BRANCH'
                                and c.school_code = (select code from organization where id = :organization)
                                and not exists (select 1 from contact k
                                    where k.organization_id = c.organization_id and k.replaced_at is null)
                        order by c.id desc""")
                .param("organization", organizationId)
                .query(CaseFiles::map)
                .list();
    }

    /** @throws NotVisible when the viewer may not see it, or it does not exist */
    @Transactional(readOnly = true)
    public CaseFile visible(long id) {
        CaseFile found = find("c.id = ?", id).orElseThrow(() -> new NotVisible("案件"));
        policy.requireSee(viewers.current(), Subject.CASE, found.target(), "案件");
        return found;
    }

    /** @throws NotVisible when he may not see it; @throws org.tuanwei.security.NotAllowed when he only sees it */
    @Transactional(readOnly = true)
    public CaseFile workable(long id) {
        CaseFile found = visible(id);
        policy.requireDo(viewers.current(), Subject.CASE, found.target(), "案件");
        return found;
    }

    /** Whether the viewer may see personal data of the case at all, masked or clear. */
    @Transactional(readOnly = true)
    public Verb contactVerb(CaseFile caseFile) {
        return policy.verb(viewers.current(), Subject.CONTACT, caseFile.target());
    }

    /** Moves the case along its line; entering the phase it is in changes nothing. */
    public void enterPhase(long id, Phase phase) {
        int moved = jdbc.sql("update case_file set phase = ? where id = ? and phase <> ? and state = 'RUNNING'")
                .params(phase.name(), id, phase.name())
                .update();
        if (moved > 0) {
            notePhase(List.of(id), phase, clock.instant());
        }
    }

    /** Adds to the story. @param kind key of its text in {@code story/*.properties} */
    public void tell(long id, String kind, Map<String, String> facts) {
        story.tell(id, kind, facts);
    }

    /** The same thing told of many cases. */
    public void tell(Collection<Long> ids, String kind, Map<String, String> facts) {
        story.tell(ids, kind, facts);
    }

    /** As above, for the task that is being completed: whoever acts for another is marked. */
    public void tell(long id, String kind, Map<String, String> facts, @Nullable String taskId) {
        story.tell(id, kind, facts, taskId);
    }

    /** Whether the story tells of such a thing at or after this moment. */
    @Transactional(readOnly = true)
    public boolean told(long id, String kind, Instant since) {
        return story.told(id, kind, since);
    }

    /** Notes the account: number, and address once it is known. */
    public void recordAccount(long id, @Nullable String qqNumber, @Nullable String accountUrl) {
        jdbc.sql("update case_file set qq_number = coalesce(?, qq_number), account_url = coalesce(?, account_url)"
                        + " where id = ?")
                .params(qqNumber, accountUrl, id)
                .update();
    }

    /** The account is in operation (E1, F1, F3 done). */
    public void markOpen(long id) {
        enterPhase(id, Phase.OPEN);
        jdbc.sql("update case_file set state = 'OPEN', closed_at = ? where id = ? and state = 'RUNNING'")
                .params(Timestamp.from(clock.instant()), id)
                .update();
    }

    /** The case ends without an account. @param how in words: 单位撤并, 已撤回 … */
    public void end(long id, String how) {
        jdbc.sql("update case_file set state = 'ENDED', ended_how = ?, closed_at = ? where id = ? and state <> 'ENDED'")
                .params(how, Timestamp.from(clock.instant()), id)
                .update();
    }

    /** When the case entered each phase, for the line. */
    @Transactional(readOnly = true)
    public Map<Phase, Instant> phaseDates(long id) {
        Map<Phase, Instant> dates = new java.util.EnumMap<>(Phase.class);
        jdbc.sql("select phase, entered_at from case_phase where case_id = ? order by id")
                .param(id)
                .query((row, n) -> Map.entry(
                        Phase.valueOf(row.getString(1)), row.getTimestamp(2).toInstant()))
                .list()
                .forEach(entry -> dates.put(entry.getKey(), entry.getValue()));
        return dates;
    }

    private void notePhase(Collection<Long> ids, Phase phase, Instant at) {
        jdbc.sql("insert into case_phase (case_id, phase, entered_at) select unnest(?::bigint[]), ?, ?")
                .params(ids.toArray(Long[]::new), phase.name(), Timestamp.from(at))
                .update();
    }

    private Optional<CaseFile> find(String where, Object... params) {
        return jdbc.sql("select " + COLUMNS + FROM + " where " + where)
                .params(params)
                .query(CaseFiles::map)
                .optional();
    }

    static CaseFile map(ResultSet row, int n) throws SQLException {
        Timestamp closed = row.getTimestamp("closed_at");
        return new CaseFile(
                row.getLong("id"),
                row.getString("receipt"),
                row.getLong("organization_id"),
                row.getString("organization_code"),
                row.getString("organization_name"),
                row.getString("school_type"),
                row.getString("unit_code"),
                row.getString("unit_name"),
                row.getString("school_code"),
                Level.valueOf(row.getString("level")),
                row.getString("platform"),
                Phase.valueOf(row.getString("phase")),
                State.valueOf(row.getString("state")),
                row.getString("ended_how"),
                row.getString("qq_number"),
                row.getString("account_url"),
                row.getTimestamp("created_at").toInstant(),
                closed == null ? null : closed.toInstant(),
                row.getBoolean("at_partner"));
    }
}
