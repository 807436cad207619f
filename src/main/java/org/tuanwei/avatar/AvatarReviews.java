package org.tuanwei.avatar;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.avatar.Avatar.State;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.picture.Finding;
import org.tuanwei.review.ReviewKind;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** Task_ReviewAvatar on the review page: the pictures side by side, what was measured as marks beside them. */
@Component
@Transactional(readOnly = true)
class AvatarReviews implements ReviewKind {

    /** The case an avatar belongs to. */
    private record Owner(String code, String name, String type, String searchText) {}

    private final Avatars avatars;
    private final AvatarService service;
    private final AvatarProperties properties;
    private final CaseFiles files;
    private final AccessPolicy policy;
    private final Viewers viewers;
    private final JdbcClient jdbc;

    AvatarReviews(
            Avatars avatars,
            AvatarService service,
            AvatarProperties properties,
            CaseFiles files,
            AccessPolicy policy,
            Viewers viewers,
            JdbcClient jdbc) {
        this.avatars = avatars;
        this.service = service;
        this.properties = properties;
        this.files = files;
        this.policy = policy;
        this.viewers = viewers;
        this.jdbc = jdbc;
    }

    @Override
    public String id() {
        return "avatars";
    }

    @Override
    public String label() {
        return "头像";
    }

    @Override
    public int order() {
        return 200;
    }

    @Override
    public String task() {
        return AvatarProcess.REVIEW;
    }

    @Override
    public List<String> columns() {
        return List.of("版本", "尺寸");
    }

    @Override
    public boolean pictures() {
        return true;
    }

    @Override
    public String afterApproval() {
        return "请单位把头像换到微博上，并填写微博地址。";
    }

    @Override
    public Map<String, Evidence> evidence(Collection<String> businessKeys, Viewer viewer) {
        List<Long> cases = businessKeys.stream().map(Long::valueOf).toList();
        Map<Long, Avatar> waiting = avatars.submitted(cases);
        Map<Long, Owner> owners = owners(waiting.keySet());
        Map<Long, List<String>> alike =
                avatars.alike(waiting.values().stream().map(Avatar::id).toList());
        Map<Long, String> returned = avatars.lastReturns(waiting.keySet());
        Map<String, Evidence> evidence = new HashMap<>();
        for (Avatar avatar : waiting.values()) {
            Owner owner = owners.get(avatar.caseId());
            if (owner != null) {
                evidence.put(
                        Long.toString(avatar.caseId()),
                        evidence(
                                avatar,
                                owner,
                                alike.getOrDefault(avatar.id(), List.of()),
                                returned.get(avatar.caseId()),
                                viewer));
            }
        }
        return evidence;
    }

    private Evidence evidence(
            Avatar avatar, Owner owner, List<String> alike, @Nullable String returned, Viewer viewer) {
        return new Evidence(
                Long.toString(avatar.id()),
                owner.code(),
                owner.name(),
                owner.type(),
                owner.searchText(),
                "/cases/" + avatar.caseId(),
                avatar.uploadedAt(),
                List.of("第 " + avatar.version() + " 版", avatar.side() + "×" + avatar.side() + " 像素"),
                marks(avatar, alike, returned),
                "/avatars/" + avatar.id() + "/preview",
                !properties.ownReview() && avatar.uploadedBy().equals(viewer.userId()));
    }

    private List<Mark> marks(Avatar avatar, List<String> alike, @Nullable String returned) {
        List<Mark> marks = new ArrayList<>();
        service.judgement(avatar).findings().stream()
                .filter(finding -> !finding.passed())
                .forEach(finding -> marks.add(Mark.doubt(finding.text())));
        if (!alike.isEmpty()) {
            marks.add(Mark.doubt("与" + String.join("、", alike) + "的头像是同一张图片"));
        }
        if (avatar.appeal() != null) {
            marks.add(Mark.hint("单位请您人工判断：" + avatar.appeal()));
        }
        if (returned != null) {
            marks.add(Mark.hint("上次退回：" + returned));
        }
        return marks;
    }

    private Map<Long, Owner> owners(Collection<Long> cases) {
        Map<Long, Owner> owners = new HashMap<>();
        jdbc.sql(
                        "select c.id, o.code, o.name, coalesce(o.school_type, s.name, ''), o.search_text, c.receipt from case_file c"
                                + " join organization o on o.id = c.organization_id"
                                + " left join organization s on s.code = c.school_code where c.id = any(:cases)")
                .param("cases", cases.toArray(Long[]::new))
                .query(row -> {
                    owners.put(
                            row.getLong(1),
                            new Owner(
                                    row.getString(2),
                                    row.getString(3),
                                    row.getString(4),
                                    row.getString(5) + row.getString(6).toLowerCase(Locale.ROOT)));
                });
        return owners;
    }

    @Override
    public Map<String, String> facts(String businessKey, boolean clear) {
        Map<String, String> facts = new LinkedHashMap<>();
        avatars.inState(Long.parseLong(businessKey), State.SUBMITTED).ifPresent(avatar -> {
            facts.put("版本", "第 " + avatar.version() + " 版");
            for (Finding finding : service.judgement(avatar).findings()) {
                facts.put(finding.aspect().label(), finding.text());
            }
        });
        return facts;
    }

    @Override
    public void opened(String businessKey, Viewer viewer) {
        // a picture that is to be published holds nothing personal
    }

    /** An avatar that is on its way changes by the verdict alone. */
    @Override
    public String hold(String businessKey) {
        return avatars.inState(Long.parseLong(businessKey), State.SUBMITTED)
                .map(avatar -> Long.toString(avatar.id()))
                .orElse("");
    }

    @Override
    public Optional<Past> past(String version) {
        if (version.isEmpty() || version.length() > 18 || !version.chars().allMatch(Character::isDigit)) {
            return Optional.empty();
        }
        return avatars.byId(Long.parseLong(version)).flatMap(avatar -> {
            CaseFile file = files.get(avatar.caseId());
            if (policy.verb(viewers.current(), Subject.REVIEW, file.target()) == Verb.NONE) {
                return Optional.empty();
            }
            String reviewer = avatar.reviewer();
            return Optional.of(new Past(
                    file.organizationName(),
                    "/cases/" + file.id(),
                    reviewer == null ? null : avatar.state() != State.RETURNED,
                    reviewer == null ? null : viewers.of(reviewer).displayName(),
                    avatar.reviewedAt()));
        });
    }
}
