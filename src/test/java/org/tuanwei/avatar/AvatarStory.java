package org.tuanwei.avatar;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.test.context.TestComponent;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.contact.Contacts;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.OrganizationChanges;
import org.tuanwei.organization.OrganizationChanges.Approval;
import org.tuanwei.organization.OrganizationChanges.NewSchool;
import org.tuanwei.organization.Organizations;
import org.tuanwei.picture.PictureRefused;
import org.tuanwei.testing.TestPeople;

/** Plays the people of avatar-setup: a school of its own for every test, its case, the process at Task_Upload. */
@TestComponent
class AvatarStory {

    static final String PROVINCE = "province-310000-staff";

    private static final AtomicInteger NUMBER = new AtomicInteger(100);

    private final OrganizationChanges tree;
    private final Organizations organizations;
    private final CaseFiles files;
    private final Contacts contacts;
    private final Workflow workflow;
    private final AvatarService service;
    private final AvatarProcess process;
    private final Avatars avatars;
    private final TestPeople people;

    AvatarStory(
            OrganizationChanges tree,
            Organizations organizations,
            CaseFiles files,
            Contacts contacts,
            Workflow workflow,
            AvatarService service,
            AvatarProcess process,
            Avatars avatars,
            TestPeople people) {
        this.tree = tree;
        this.organizations = organizations;
        this.files = files;
        this.contacts = contacts;
        this.workflow = workflow;
        this.service = service;
        this.process = process;
        this.avatars = avatars;
        this.people = people;
    }

    /** A new school of 上海 with a contact and a case whose avatar is asked for. */
    CaseFile begin() {
        int number = NUMBER.incrementAndGet();
        Organization school = tree.addSchool(
                new NewSchool("4199060" + number, "头像测试大学" + number, "普通高校", "310000", "上海市", "本科"),
                new Approval("测试需要", "t", "t"));
        contacts.record(
                school.id(),
                new ContactDetails(
                        "王小明",
                        "团委书记",
                        null,
                        "19900001" + number,
                        "avatar" + number + "@school.example",
                        "上海市杨浦区测试路" + number + "号",
                        null),
                "registration");
        CaseFile file = files.open(school, CaseFile.TENCENT_WEIBO).caseFile();
        start(file);
        return file;
    }

    void start(CaseFile file) {
        Organization school = organizations.get(file.organizationId());
        Map<String, Object> facts = new HashMap<>();
        facts.put("organizationCode", school.code());
        facts.put("organizationName", school.name());
        facts.put("level", "SCHOOL");
        facts.put("ownerGroup", organizations.ownerGroup(school));
        facts.put("superiorGroup", organizations.superiorGroup(school));
        workflow.start(AvatarProcess.KEY, file.id(), school.unitCode(), facts);
    }

    String group(CaseFile file) {
        return "school-" + file.organizationCode();
    }

    HumanTask open(CaseFile file) {
        List<HumanTask> open = workflow.openTasks(file.id());
        if (open.size() != 1) {
            throw new AssertionError("一个待办，而不是 " + open);
        }
        return open.get(0);
    }

    /** As the page does it, without confirming. */
    Avatar upload(CaseFile file, byte[] picture) {
        return upload(file, picture, group(file));
    }

    Avatar upload(CaseFile file, byte[] picture, String group) {
        HumanTask task = open(file);
        return people.as(group, () -> {
            try {
                service.keepDraft(file.id(), task.taskId(), service.examine(picture, null));
            } catch (PictureRefused refused) {
                throw new AssertionError(refused);
            }
            return avatars.inState(file.id(), Avatar.State.DRAFT).orElseThrow();
        });
    }

    void confirm(CaseFile file, Avatar avatar) {
        HumanTask task = open(file);
        people.run(group(file), () -> process.confirm(task, avatar.id(), null));
    }

    void appeal(CaseFile file, Avatar avatar, String reason) {
        HumanTask task = open(file);
        people.run(group(file), () -> process.confirm(task, avatar.id(), reason));
    }

    /** Completes the open task as Tasklist does: through the form gate. */
    void complete(CaseFile file, String group, Map<String, Object> values) {
        HumanTask task = open(file);
        people.run(group, () -> workflow.complete(task.taskId(), values));
    }

    List<Avatar> versions(CaseFile file) {
        return avatars.ofCase(file.id());
    }
}
