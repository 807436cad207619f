package org.tuanwei.people;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.OrganizationSection;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.IdentityTables;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;

/** The accounts of an organisation on its page, for those who keep accounts. */
@Component
class AccountSection implements OrganizationSection {

    private static final int AFTER_CONTACT_AND_CASES = 300;

    private final Accounts accounts;
    private final IdentityTables tables;
    private final AccessPolicy policy;

    AccountSection(Accounts accounts, IdentityTables tables, AccessPolicy policy) {
        this.accounts = accounts;
        this.tables = tables;
        this.policy = policy;
    }

    /** What the fragment shows. */
    public record Model(
            String organizationCode,
            List<Account> accounts,
            Map<String, IdentityTables.Person> people,
            boolean mayCreate) {}

    @Override
    public int order() {
        return AFTER_CONTACT_AND_CASES;
    }

    @Override
    public String fragment() {
        return "people/section :: card";
    }

    @Override
    public @Nullable Model model(Organization organization, Viewer viewer) {
        if (organization.isBranch()
                || policy.verb(viewer, Subject.USERS, Organizations.target(organization)) != Verb.DO) {
            return null;
        }
        List<Account> found = accounts.ofOrganization(organization.id());
        return new Model(
                organization.code(),
                found,
                tables.people(found.stream().map(Account::userId).toList()),
                organization.isActive()
                        && Post.at(organization.kind()).stream()
                                .anyMatch(post -> post.mayBeFilledBy(viewer, organization)));
    }
}
