package org.tuanwei.opening;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.ContactCard;
import org.tuanwei.contact.ContactDesk;
import org.tuanwei.contact.Contacts;
import org.tuanwei.contact.SharedContacts;
import org.tuanwei.contact.SharedContacts.Comparison;
import org.tuanwei.opening.ListedAccounts.Listed;
import org.tuanwei.opening.RegistrationMarks.Registered;
import org.tuanwei.organization.Organization.Kind;
import org.tuanwei.organization.Organizations;
import org.tuanwei.review.ReviewKind;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** Task_Review on the review page: what was registered, with the contact as it stands now. */
@Component
@Transactional(readOnly = true)
class RegistrationReviews implements ReviewKind {

    private static final String PURPOSE = "审核登记资料";

    private static final Pattern VERSION = Pattern.compile("\\d{1,18}-\\d{1,18}");

    private static final String SUBMITTED = """
            select c.id as case_id, o.id as organization_id, o.code, o.name, o.school_type, o.kind, s.name as school,
                   o.search_text, c.receipt, c.unit_code, u.name as unit_name, r.id as registration_id, r.version,
                   r.existing_qq, r.existing_url, r.submitted_by, r.submitted_at,
                   (select v.reason from registration_review v where v.case_id = c.id and v.decision = 'RETURN'
                    order by v.id desc limit 1) as returned
            from case_file c join organization o on o.id = c.organization_id join organization u on u.code = c.unit_code
            left join organization s on s.code = c.school_code and s.id <> o.id
            join registration r on r.case_id = c.id
                and r.version = (select max(n.version) from registration n where n.case_id = c.id)
            where c.id = any(:cases)""";

    /** A submission without its contact. */
    private record Submission(
            long caseId,
            long organizationId,
            String code,
            String name,
            String type,
            String searchText,
            String unitCode,
            String unitName,
            long registrationId,
            int version,
            @Nullable String existingQq,
            @Nullable String existingUrl,
            String submittedBy,
            Instant submittedAt,
            @Nullable String returned) {}

    private final Contacts contacts;
    private final ContactDesk contactDesk;
    private final SharedContacts shared;
    private final CaseFiles files;
    private final Openings openings;
    private final ListedAnswer listed;
    private final Organizations organizations;
    private final OpeningProperties properties;
    private final AccessPolicy policy;
    private final Viewers viewers;
    private final JdbcClient jdbc;

    RegistrationReviews(
            Contacts contacts,
            ContactDesk contactDesk,
            SharedContacts shared,
            CaseFiles files,
            Openings openings,
            ListedAnswer listed,
            Organizations organizations,
            OpeningProperties properties,
            AccessPolicy policy,
            Viewers viewers,
            JdbcClient jdbc) {
        this.contacts = contacts;
        this.contactDesk = contactDesk;
        this.shared = shared;
        this.files = files;
        this.openings = openings;
        this.listed = listed;
        this.organizations = organizations;
        this.properties = properties;
        this.policy = policy;
        this.viewers = viewers;
        this.jdbc = jdbc;
    }

    @Override
    public String id() {
        return "registrations";
    }

    @Override
    public String label() {
        return "登记资料";
    }

    @Override
    public int order() {
        return 100;
    }

    @Override
    public String task() {
        return OpeningProcess.REVIEW;
    }

    @Override
    public List<String> columns() {
        return List.of("联系人", "手机", "电子邮箱");
    }

    @Override
    public boolean pictures() {
        return false;
    }

    @Override
    public String afterApproval() {
        return "为单位建立账号并发信告知，资料提交腾讯公司；已有账号申请补录的，直接进入头像设置。";
    }

    @Override
    public boolean personal() {
        return true;
    }

    @Override
    public Map<String, Evidence> evidence(Collection<String> businessKeys, Viewer viewer) {
        List<Submission> found = jdbc.sql(SUBMITTED)
                .param("cases", businessKeys.stream().map(Long::valueOf).toArray(Long[]::new))
                .query(RegistrationReviews::submission)
                .list();
        List<Long> ids = found.stream().map(Submission::organizationId).toList();
        Map<Long, ContactCard> cards = contacts.current(ids);
        Map<Long, Comparison> compared = shared.of(ids);
        Map<Long, Listed> accounts = listed.listed(ids);
        Map<String, Evidence> evidence = new HashMap<>();
        for (Submission one : found) {
            ContactCard card = cards.get(one.organizationId());
            Comparison comparison = compared.get(one.organizationId());
            if (card != null && comparison != null) {
                evidence.put(
                        Long.toString(one.caseId()),
                        evidence(one, card, comparison, accounts.get(one.organizationId()), viewer));
            }
        }
        return evidence;
    }

    private Evidence evidence(
            Submission one, ContactCard card, Comparison compared, @Nullable Listed account, Viewer viewer) {
        ContactCard masked = card.masked();
        String position = masked.position() == null ? "" : "（" + masked.position() + "）";
        return new Evidence(
                version(one.registrationId(), card.id()),
                one.code(),
                one.name(),
                one.type(),
                one.searchText(),
                "/cases/" + one.caseId(),
                one.submittedAt(),
                List.of(
                        masked.contactName() + position,
                        masked.mobile() == null ? "未填" : masked.mobile(),
                        masked.email()),
                marks(one, card, compared, account),
                null,
                !properties.allowOwnApproval() && one.submittedBy().equals(viewer.userId()));
    }

    private static List<Mark> marks(Submission one, ContactCard card, Comparison compared, @Nullable Listed account) {
        List<Mark> marks = new ArrayList<>();
        if (account != null) {
            marks.add(ListedAnswer.mark(account, one.existingQq() != null));
        }
        marks.addAll(RegistrationMarks.of(
                new Registered(
                        card,
                        one.unitCode(),
                        one.unitName(),
                        one.version(),
                        one.existingQq(),
                        one.existingUrl(),
                        one.returned()),
                compared));
        return marks;
    }

    @Override
    public Map<String, String> facts(String businessKey, boolean clear) {
        CaseFile file = files.get(Long.parseLong(businessKey));
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("单位代码", file.organizationCode());
        facts.put("受理号", file.receipt());
        contacts.current(file.organizationId())
                .map(card -> clear ? card : card.masked())
                .ifPresent(card -> {
                    facts.put("联系人", card.contactName());
                    put(facts, "职务", card.position());
                    put(facts, "电话", card.phone());
                    put(facts, "手机", card.mobile());
                    facts.put("电子邮箱", card.email());
                    facts.put("通信地址", card.address());
                    put(facts, "邮政编码", card.postcode());
                });
        openings.latest(file.id()).ifPresent(registration -> {
            facts.put("微博账号", registration.existingAccount() ? "已有，申请补录" : "还没有，申请开通");
            put(facts, "已有 QQ 号", registration.existingQq());
            put(facts, "已有微博地址", registration.existingUrl());
            listed.forReviewer(file, registration.existingAccount()).forEach(text -> facts.put("腾讯名单", text));
        });
        return facts;
    }

    @Override
    @Transactional
    public void opened(String businessKey, Viewer viewer) {
        CaseFile file = files.get(Long.parseLong(businessKey));
        contactDesk.reveal(viewer, organizations.get(file.organizationId()), PURPOSE);
    }

    @Override
    @Transactional
    public String hold(String businessKey) {
        CaseFile file = files.get(Long.parseLong(businessKey));
        // corrections of the contact queue at this row too
        jdbc.sql("select id from organization where id = ? for share")
                .param(file.organizationId())
                .query(Long.class)
                .single();
        long registration = openings.latest(file.id()).map(Registration::id).orElse(0L);
        return version(
                registration,
                contacts.current(file.organizationId()).map(ContactCard::id).orElse(0L));
    }

    @Override
    public Optional<Past> past(String version) {
        if (!VERSION.matcher(version).matches()) {
            return Optional.empty();
        }
        return jdbc.sql("""
                        select o.name, r.case_id, v.decision, v.decided_by, v.decided_at
                        from registration r join case_file c on c.id = r.case_id
                        join organization o on o.id = c.organization_id
                        left join registration_review v on v.registration_id = r.id
                        where r.id = ?""")
                .param(Long.parseLong(version.substring(0, version.indexOf('-'))))
                .query((row, n) -> {
                    if (policy.verb(
                                    viewers.current(),
                                    Subject.REVIEW,
                                    files.get(row.getLong(2)).target())
                            == Verb.NONE) {
                        return Optional.<Past>empty();
                    }
                    String decision = row.getString(3);
                    return Optional.of(new Past(
                            row.getString(1),
                            "/cases/" + row.getLong(2),
                            decision == null ? null : decision.equals("APPROVE"),
                            decision == null
                                    ? null
                                    : viewers.of(row.getString(4)).displayName(),
                            decision == null ? null : row.getTimestamp(5).toInstant()));
                })
                .optional()
                .flatMap(found -> found);
    }

    private static String version(long registrationId, long contactId) {
        return registrationId + "-" + contactId;
    }

    private static void put(Map<String, String> facts, String label, @Nullable String value) {
        if (value != null) {
            facts.put(label, value);
        }
    }

    private static Submission submission(ResultSet row, int n) throws SQLException {
        String type = row.getString("school_type");
        String school = row.getString("school");
        String kind = Kind.valueOf(row.getString("kind")).label();
        return new Submission(
                row.getLong("case_id"),
                row.getLong("organization_id"),
                row.getString("code"),
                row.getString("name"),
                type != null ? type : school == null ? kind : school + " · " + kind,
                row.getString("search_text") + row.getString("receipt").toLowerCase(Locale.ROOT),
                row.getString("unit_code"),
                row.getString("unit_name"),
                row.getLong("registration_id"),
                row.getInt("version"),
                row.getString("existing_qq"),
                row.getString("existing_url"),
                row.getString("submitted_by"),
                row.getTimestamp("submitted_at").toInstant(),
                row.getString("returned"));
    }
}
