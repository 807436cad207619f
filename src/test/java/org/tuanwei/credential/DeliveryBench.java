package org.tuanwei.credential;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.contact.Contacts;
import org.tuanwei.contact.PickupPhrases;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.mail.MailDelivery;
import org.tuanwei.mail.MailRefused;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;

/** Takes one case through the delivery with the real services; a unit's case, so that no school is needed. */
final class DeliveryBench {

    static final String PHRASE = "山高水长-甲乙丙丁";

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Pattern LINK = Pattern.compile("/pickup/([A-Za-z0-9_-]{32})");

    final CaseFile file;
    final String instance;
    final String ownerGroup;
    final Workflow workflow;
    final PickupService pickups;
    final Credentials credentials;
    final PickupLinks links;
    final TestPeople people;

    private final ApplicationContext context;
    private final Organization organization;
    private final String superiorGroup;
    private String email;

    /** @param unitCode its own unit for each test, for the contact belongs to the organisation */
    DeliveryBench(ApplicationContext context, String unitCode) {
        this.context = context;
        Organizations organizations = context.getBean(Organizations.class);
        workflow = context.getBean(Workflow.class);
        pickups = context.getBean(PickupService.class);
        credentials = context.getBean(Credentials.class);
        links = context.getBean(PickupLinks.class);
        people = context.getBean(TestPeople.class);
        organization = organizations.require(unitCode);
        ownerGroup = organizations.ownerGroup(organization);
        superiorGroup = organizations.superiorGroup(organization);
        int number = COUNT.incrementAndGet();
        email = "pickup" + number + "@unit.example";
        context.getBean(Contacts.class).record(organization.id(), details(email), "registration");
        context.getBean(PickupPhrases.class).set(organization.id(), PHRASE);
        file = context.getBean(CaseFiles.class)
                .open(organization, "TEST-" + number)
                .caseFile();
        Map<String, Object> facts = new HashMap<>();
        facts.put("organizationCode", organization.code());
        facts.put("organizationName", organization.name());
        facts.put("level", "UNIT");
        facts.put("ownerGroup", ownerGroup);
        facts.put("superiorGroup", superiorGroup);
        instance = workflow.start("credential-delivery", file.id(), file.unitCode(), facts);
    }

    static ContactDetails details(String email) {
        return new ContactDetails("王小明", "干事", "55500001", "19900000001", email, "测试市测试区人民路100号团委办公室", "200001");
    }

    /** Tencent enters a number and the password; the link is mailed. */
    DeliveryBench issued(String number, String password) {
        HumanTask task = task(CredentialProcess.ISSUE);
        people.run("tencent", () -> context.getBean(IssueService.class).issue(task, number, password, password));
        return sent();
    }

    /** Runs what is due and delivers what is queued. */
    DeliveryBench sent() {
        context.getBean(Jobs.class).runDue(file.id());
        context.getBean(CredentialProcess.class).deliverAllPending();
        context.getBean(Jobs.class).runDue(file.id());
        context.getBean(MailDelivery.class).sweep();
        return this;
    }

    /** Goes on to the moment of the case's next timer, and lets it and what follows run. */
    Instant toNextTimer() {
        Instant next = context.getBean(Jobs.class).nextTimer(Long.toString(file.id()));
        context.getBean(MovableClock.class).set(next.plusSeconds(1));
        sent();
        return next;
    }

    /** The mail server has refused the newest letter to the present address for good. */
    DeliveryBench bounced() {
        context.getBean(TransactionTemplate.class)
                .executeWithoutResult(status ->
                        context.publishEvent(new MailRefused(1, file.id(), PickupLetter.KIND, email, "550 没有这个用户")));
        return sent();
    }

    /** Whoever has the present address follows the link of the test mail. */
    DeliveryBench proved() {
        Matcher link = Pattern.compile("/activate/[A-Za-z0-9_-]+").matcher(String.join("\n", mails(email)));
        if (!link.find()) {
            throw new AssertionError("no test mail went to " + email);
        }
        try {
            context.getBean(MockMvc.class)
                    .perform(post(link.group()).with(csrf()))
                    .andExpect(status().isOk());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return sent();
    }

    DeliveryBench correctedTo(String address) {
        complete(CredentialProcess.CORRECT_ADDRESS, ownerGroup, Map.of("email", address, "reason", "原邮箱停用了"));
        email = address;
        return sent();
    }

    /** The phrase, entered behind the newest link. */
    PickupService.Answer pickedUp() {
        PickupService.Answer answer = pickups.fetch(newestToken(), PHRASE);
        sent();
        return answer;
    }

    void complete(String key, String group, Map<String, Object> values) {
        HumanTask task = task(key);
        people.run(group, () -> workflow.complete(task.taskId(), new HashMap<>(values)));
    }

    HumanTask task(String key) {
        return workflow.openTasks(file.id()).stream()
                .filter(task -> task.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError(key + " is not open, but " + open()));
    }

    List<String> open() {
        return workflow.openTasks(file.id()).stream().map(HumanTask::key).toList();
    }

    /** Where this instance has ended, and side paths of it. */
    List<String> ends() {
        return context
                .getBean(HistoryService.class)
                .createHistoricActivityInstanceQuery()
                .processInstanceId(instance)
                .finished()
                .list()
                .stream()
                .map(HistoricActivityInstance::getActivityId)
                .filter(id -> id.startsWith("EndEvent_"))
                .toList();
    }

    boolean running() {
        return context.getBean(HistoryService.class)
                        .createHistoricProcessInstanceQuery()
                        .processInstanceId(instance)
                        .unfinished()
                        .count()
                > 0;
    }

    String newestToken() {
        List<String> tokens = tokens();
        return tokens.get(tokens.size() - 1);
    }

    /** The tokens of all links of this case mailed to the present address, in order. */
    List<String> tokens() {
        return tokensIn(mail -> mail.contains(file.receipt()));
    }

    /** The tokens in reminders to the present address, in order. */
    List<String> remindedOf() {
        return tokensIn(mail -> mail.contains("新的取号链接"));
    }

    private List<String> tokensIn(Predicate<String> wanted) {
        return mails(email).stream()
                .filter(wanted)
                .flatMap(mail -> LINK.matcher(mail).results().map(link -> link.group(1)))
                .toList();
    }

    List<String> mails(String address) {
        return Arrays.stream(context.getBean(GreenMail.class).getReceivedMessages())
                .filter(message ->
                        GreenMailUtil.getAddressList(recipients(message)).contains(address))
                .map(message -> {
                    try {
                        return String.valueOf(message.getContent());
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    String email() {
        return email;
    }

    Optional<Credential> credential() {
        return credentials.latest(file.id());
    }

    /** What the story of the case tells, kinds only, in order. */
    List<String> story() {
        return context.getBean(JdbcClient.class)
                .sql("select kind from case_event where case_id = :caseId order by id")
                .param("caseId", file.id())
                .query(String.class)
                .list();
    }

    private static jakarta.mail.Address[] recipients(jakarta.mail.internet.MimeMessage message) {
        try {
            return message.getAllRecipients();
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
