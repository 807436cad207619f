package org.tuanwei.activitycounts;

import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.organization.SubtreeScope;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.AccessPolicy.Target;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** Who sees and does what about weeks, from the access table: one's own and below; Tencent its numbers alone. */
@Component
public class ActivityScope {

    private static final Target NUMBERS = new Target("", null, false, true);

    private final AccessPolicy policy;
    private final Viewers viewers;
    private final Organizations organizations;

    ActivityScope(AccessPolicy policy, Viewers viewers, Organizations organizations) {
        this.policy = policy;
        this.viewers = viewers;
        this.organizations = organizations;
    }

    public Viewer viewer() {
        return viewers.current();
    }

    /** @throws NotVisible for whoever has nothing to do with weeks at all */
    public Viewer requireAny() {
        Viewer viewer = viewers.current();
        if (policy.anyVerb(viewer, Subject.ACTIVITY) == Verb.NONE) {
            throw new NotVisible("页面");
        }
        return viewer;
    }

    /** The organisation with this code. @throws NotVisible for a foreign or unknown one */
    public Organization requireSee(String code) {
        Organization organization = organizations.byCode(code).orElseThrow(() -> new NotVisible("这个单位"));
        if (verb(viewers.current(), organization) == Verb.NONE) {
            throw new NotVisible("这个单位");
        }
        return organization;
    }

    /** Whoever acts for the organisation itself. @throws NotVisible; @throws NotAllowed for whoever only sees it */
    public Organization requireOwner(String code) {
        Organization organization = requireSee(code);
        if (!owner(viewers.current(), organization)) {
            throw new NotAllowed("一周的发布情况由本单位报送");
        }
        return organization;
    }

    /** Whether the viewer acts for the organisation itself; a school does for its class branches. */
    public boolean owner(Viewer viewer, Organization organization) {
        String school = organization.schoolCode();
        return verb(viewer, organization) == Verb.DO
                && (school == null ? viewer.isProvince(organization.unitCode()) : viewer.isSchool(school));
    }

    public Verb verb(Viewer viewer, Organization organization) {
        return policy.verb(viewer, Subject.ACTIVITY, Organizations.target(organization));
    }

    /** How much of a unit as a whole. */
    public Verb verbOfUnit(Viewer viewer, String unitCode) {
        return policy.verb(viewer, Subject.ACTIVITY, new Target(unitCode, null, false, false));
    }

    /** Staff of the unit, who check its weeks. @throws NotVisible; @throws NotAllowed */
    public void requireStaff(String unitCode) {
        Viewer viewer = viewers.current();
        if (verbOfUnit(viewer, unitCode) == Verb.NONE) {
            throw new NotVisible("页面");
        }
        if (!staff(viewer, unitCode)) {
            throw new NotAllowed("本省的活跃度由省级专人核查");
        }
    }

    public boolean staff(Viewer viewer, String unitCode) {
        return verbOfUnit(viewer, unitCode) == Verb.DO && viewer.isProvinceStaff(unitCode);
    }

    /** Tencent enters its numbers; the centre may for it. */
    public boolean entersNumbers(Viewer viewer) {
        return (viewer.isTencent() || viewer.isCentre()) && policy.verb(viewer, Subject.ACTIVITY, NUMBERS) == Verb.DO;
    }

    /** @throws NotVisible for everybody else */
    public Viewer requireNumbers() {
        Viewer viewer = requireAny();
        if (!entersNumbers(viewer)) {
            throw new NotVisible("页面");
        }
        return viewer;
    }

    /** Whether the viewer's weeks are the whole country's. */
    public boolean national(Viewer viewer) {
        return subtree(viewer).everything();
    }

    /** The part of the tree whose weeks he sees; 大学处 and operations, who have the whole tree elsewhere, see none. */
    public SubtreeScope subtree(Viewer viewer) {
        Set<String> groups = new HashSet<>(viewer.groups());
        groups.removeAll(Set.of("operations", "university-office"));
        return SubtreeScope.of(new Viewer(viewer.userId(), viewer.displayName(), groups, viewer.tenants()));
    }

    public Optional<Organization> find(String code) {
        return organizations.byCode(code);
    }

    /** @throws NoSuchElementException where there is no such unit */
    public Organization unit(String code) {
        return organizations.require(code);
    }
}
