package org.tuanwei.demo;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.contact.PickupPhrases;
import org.tuanwei.engine.EngineIdentity;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.opening.Openings;
import org.tuanwei.opening.RegistrationEntry;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.OrganizationChanges;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;
import org.tuanwei.testing.Client;

/** The hands of the demo's people: each does his step through the same doors as a person in front of a browser. */
@ConditionalOnProperty("tuanwei.development")
@Component
class DemoHands {

    static final String PHRASE = "春风化雨2026";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern PICKUP = Pattern.compile("/pickup/[A-Za-z0-9_-]+");
    private static final Pattern AVATAR_ID = Pattern.compile("name=\"avatarId\"[^>]*value=\"(\\d+)\"");

    private final Openings openings;
    private final CaseFiles cases;
    private final Organizations organizations;
    private final OrganizationChanges tree;
    private final PickupPhrases phrases;
    private final Workflow workflow;
    private final EngineIdentity identity;
    private final Viewers viewers;
    private final MailArchive mails;
    private final ServletWebServerApplicationContext server;
    private final TransactionOperations transactions;

    DemoHands(
            Openings openings,
            CaseFiles cases,
            Organizations organizations,
            OrganizationChanges tree,
            PickupPhrases phrases,
            Workflow workflow,
            EngineIdentity identity,
            Viewers viewers,
            MailArchive mails,
            ServletWebServerApplicationContext server,
            TransactionOperations transactions) {
        this.openings = openings;
        this.cases = cases;
        this.organizations = organizations;
        this.tree = tree;
        this.phrases = phrases;
        this.workflow = workflow;
        this.identity = identity;
        this.viewers = viewers;
        this.mails = mails;
        this.server = server;
        this.transactions = transactions;
    }

    /** Opens the case without data, as a campaign does: the school is asked to register. */
    long ask(String code) {
        return openings.open(organizations.require(code), CaseFile.TENCENT_WEIBO, false)
                .id();
    }

    /** The school registers at the public door. */
    long register(String code) {
        return register(code, false);
    }

    /** The same with an account it has already. */
    long registerWithAccount(String code) {
        return register(code, true);
    }

    /** The school's case, as soon as somebody has opened it in the background. */
    long caseOf(String code) {
        long school = organizations.require(code).id();
        return patiently("案件 " + code, () -> cases.living(school, CaseFile.TENCENT_WEIBO)
                .map(CaseFile::id)
                .orElse(null));
    }

    /** A class branch of the school registers, with the contact it names. */
    long registerBranch(String schoolCode, String name, ContactDetails contact) {
        Organization branch = tree.addBranch(schoolCode, name, "demo");
        openings.register(branch, CaseFile.TENCENT_WEIBO, new RegistrationEntry(contact, false, null, null));
        return cases.living(branch.id(), CaseFile.TENCENT_WEIBO).orElseThrow().id();
    }

    void review(long caseId, boolean approve, String reason) {
        complete(
                caseId,
                "account-opening.Task_Review",
                superior(caseId),
                approve ? Map.of("decision", "approve") : Map.of("decision", "return", "reason", reason));
    }

    void issue(long caseId, String qqNumber) {
        HumanTask task = await(caseId, "credential-delivery.Task_IssueCredentials");
        String page = "/tasks/" + task.taskId() + "/credentials";
        String password = "Init-" + qqNumber.substring(4);
        expect(
                client("tencent")
                        .submit(
                                page,
                                page,
                                Map.of("qqNumber", qqNumber, "password", password, "passwordAgain", password)),
                page);
    }

    void objectTo(long caseId, String kind, String text) {
        HumanTask task = await(caseId, "credential-delivery.Task_IssueCredentials");
        String page = "/tasks/" + task.taskId() + "/credentials";
        expect(client("tencent").submit(page, page + "/objection", Map.of("kind", kind, "text", text)), page);
    }

    void pickUp(long caseId) {
        await(caseId, "credential-delivery.Task_AwaitPickUp");
        String mail = mailOf(caseId);
        String link = patiently("取号邮件", () -> {
            for (MailArchive.Caught caught : mails.newest(mail, 20)) {
                Matcher found = PICKUP.matcher(caught.text());
                if (found.find()) {
                    return found.group();
                }
            }
            return null;
        });
        expect(new Client(port()).submit(link, link, Map.of("phrase", PHRASE)), link);
    }

    void confirm(long caseId, String outcome, String reason) {
        complete(
                caseId,
                "credential-delivery.Task_ConfirmChanged",
                owner(caseId),
                reason.isEmpty() ? Map.of("outcome", outcome) : Map.of("outcome", outcome, "reason", reason));
    }

    void uploadAvatar(long caseId) {
        HumanTask task = await(caseId, "avatar-setup.Task_Upload");
        String page = "/tasks/" + task.taskId() + "/avatar";
        Client school = client(owner(caseId));
        expect(
                school.upload(
                        page,
                        page,
                        "picture",
                        "tuanhui.png",
                        emblem(cases.get(caseId).organizationName())),
                page);
        String judged = school.get(page).body();
        Matcher avatar = AVATAR_ID.matcher(judged);
        if (!avatar.find()) {
            throw new IllegalStateException(
                    "头像没有收下：" + judged.replaceAll("(?s)<[^>]+>", " ").strip());
        }
        expect(school.submit(page, page + "/confirm", Map.of("avatarId", avatar.group(1))), page);
    }

    void reviewAvatar(long caseId) {
        complete(caseId, "avatar-setup.Task_ReviewAvatar", superior(caseId), Map.of("decision", "approve"));
    }

    void publish(long caseId) {
        complete(
                caseId,
                "avatar-setup.Task_Publish",
                owner(caseId),
                Map.of("accountUrl", "http://t.qq.com/tw" + cases.get(caseId).organizationCode()));
    }

    void filePlan(long caseId) {
        complete(
                caseId,
                "account-opening.Task_FilePlan",
                owner(caseId),
                Map.of(
                        "personInCharge", "苏明远",
                        "substitute", "叶知秋",
                        "hours", "工作日 8:30—17:30，重要节点值守到 22:00",
                        "arrangement", "由团委宣传部负责，每周不少于 5 条原创；每天早中晚三次查看团中央学校部主页、私信和邮箱；学生记者团供稿，团委书记审发。"));
    }

    /** Waits until the task is there: the step before it may still be with the job executor. */
    HumanTask await(long caseId, String key) {
        return await(Long.toString(caseId), key);
    }

    /** The same for a process that has no case. */
    HumanTask await(String businessKey, String key) {
        return patiently(key, () -> workflow.openTasks(businessKey).stream()
                .filter(task -> task.key().equals(key))
                .findFirst()
                .orElse(null));
    }

    private long register(String code, boolean existing) {
        Organization school = organizations.require(code);
        int seed = Math.floorMod(code.hashCode(), 10_000);
        RegistrationEntry entry = new RegistrationEntry(
                new ContactDetails(
                        List.of("林溪", "苏明远", "顾念慈", "程一诺", "叶知秋", "方若谷").get(seed % 6),
                        "团委书记",
                        "5550%04d".formatted(seed),
                        "1990000%04d".formatted(seed),
                        "tuanwei@s" + code + ".example",
                        school.city() == null
                                ? school.name() + "，学院路 1 号团委办公室"
                                : school.city() + "学院路 1 号" + school.name() + "团委",
                        "200000"),
                existing,
                existing ? "88" + code.substring(3) : null,
                existing ? "http://t.qq.com/old" + code : null);
        // one transaction, as the public door has it
        transactions.execute(status -> {
            openings.register(school, CaseFile.TENCENT_WEIBO, entry);
            phrases.set(school.id(), PHRASE);
            return true;
        });
        return cases.living(school.id(), CaseFile.TENCENT_WEIBO).orElseThrow().id();
    }

    void complete(long caseId, String key, String user, Map<String, Object> values) {
        complete(Long.toString(caseId), key, user, values);
    }

    void complete(String businessKey, String key, String user, Map<String, Object> values) {
        HumanTask task = await(businessKey, key);
        as(user, () -> {
            workflow.complete(task.taskId(), values);
            return true;
        });
    }

    private void as(String user, Supplier<Boolean> work) {
        Viewer viewer = viewers.of(user);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                user,
                null,
                AuthorityUtils.createAuthorityList(viewer.roles().stream()
                        .map(role -> "ROLE_" + role.name())
                        .toList())));
        SecurityContextHolder.setContext(context);
        try {
            identity.as(user, List.copyOf(viewer.groups()), List.copyOf(viewer.tenants()), work);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    String owner(long caseId) {
        CaseFile file = cases.get(caseId);
        return file.schoolCode() == null ? "p" + file.unitCode() : "s" + file.schoolCode();
    }

    private String superior(long caseId) {
        CaseFile file = cases.get(caseId);
        return file.schoolCode() == null ? "centre" : "p" + file.unitCode();
    }

    private String mailOf(long caseId) {
        return "tuanwei@s" + cases.get(caseId).organizationCode() + ".example";
    }

    /** Starts a 督导开通 and waits until its cases are opened in the background: the demo's clock moves on after it. */
    void campaign(String user, String title, Map<String, String> scope) {
        Client client = client(user);
        Map<String, String> form = new HashMap<>(scope);
        form.put("title", title);
        form.put("token", UUID.randomUUID().toString());
        expect(client.submit("/campaigns/new", "/campaigns", form), "/campaigns");
        patiently(title, () -> client.get("/api/v1/campaigns").body().contains("RUNNING") ? null : Boolean.TRUE);
    }

    Client client(String user) {
        return new Client(port()).signIn(user, DemoSettings.PASSWORD);
    }

    private int port() {
        return server.getWebServer().getPort();
    }

    static void expect(java.net.http.HttpResponse<String> answer, String what) {
        if (answer.statusCode() >= 400) {
            throw new IllegalStateException(what + " 答复 " + answer.statusCode() + "："
                    + answer.body().replaceAll("(?s)<[^>]+>", " ").replaceAll("\\s+", " "));
        }
    }

    private static <T> T patiently(String what, Supplier<@org.jspecify.annotations.Nullable T> look) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            T found = look.get();
            if (found != null) {
                return found;
            }
            try {
                Thread.sleep(150);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new IllegalStateException("等不到 " + what);
    }

    /** A clear, square emblem with the school's first characters. */
    static byte[] emblem(String name) {
        int side = 400;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(new Color(0xB3, 0x12, 0x1D));
        pen.fillRect(0, 0, side, side);
        pen.setColor(new Color(0xF6, 0xC9, 0x45));
        for (int ring = 0; ring < 6; ring++) {
            pen.drawOval(20 + ring * 6, 20 + ring * 6, side - 40 - ring * 12, side - 40 - ring * 12);
        }
        int seed = name.hashCode();
        for (int i = 0; i < 36; i++) {
            double angle = Math.toRadians(i * 10.0);
            int length = 130 + Math.floorMod(seed >> (i % 16), 40);
            pen.drawLine(
                    side / 2,
                    side / 2,
                    side / 2 + (int) (length * Math.cos(angle)),
                    side / 2 + (int) (length * Math.sin(angle)));
        }
        pen.setColor(Color.WHITE);
        pen.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 88));
        pen.drawString(name.substring(0, Math.min(2, name.length())), 112, 232);
        pen.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return png.toByteArray();
    }
}
