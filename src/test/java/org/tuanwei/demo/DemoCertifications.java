package org.tuanwei.demo;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.activity.ActivityRecord;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.contact.Contacts;

/**
 * Applications for certification at every level, one refused, and a few certified accounts. The accounts are of those
 * that the demo has from before, so their avatars and proved addresses are written down likewise; what follows is done
 * at the real doors.
 */
@ConditionalOnProperty("tuanwei.development")
@Component
class DemoCertifications {

    private static final Logger log = LoggerFactory.getLogger(DemoCertifications.class);

    private static final int WEEKS_NEEDED = 4;
    private static final Map<String, Object> YES = Map.of("decision", "approve");

    private static final String ACCOUNTS = """
            select o.id, o.code, o.name, u.code as unit_code, u.name as unit_name, f.id as case_id,
                o.kind = 'SCHOOL' as school
            from case_file f join organization o on o.id = f.organization_id
                join organization u on u.code = o.unit_code
            where f.state = 'OPEN' and f.receipt like 'TW-0000-%' and o.status = 'ACTIVE'
                and not exists (select from problem p where p.case_id = f.id and p.state <> 'CLOSED')
            order by f.closed_at, o.code""";

    private static final String AVATAR = """
            insert into avatar (case_id, version, state, content_type, bytes, preview, sha256, side, width, height,
                crop_side, sharpness, contrast, likeness, verdict, task_id, uploaded_by, uploaded_at, reviewer,
                reviewed_at, live_url, live_at)
            select f.id, 1, 'LIVE', 'image/png', cast(:picture as bytea), cast(:picture as bytea),
                encode(sha256(cast(:picture as bytea)), 'hex'), 400, 400, 400, 400, 2, 60, 0, 'ACCEPTABLE', 'demo',
                :owner, f.closed_at, :superior, f.closed_at, f.account_url, f.closed_at
            from case_file f where f.id = :case
                and not exists (select from avatar a where a.case_id = f.id and a.state = 'LIVE')""";

    /** An account that did well for long enough. */
    private record Account(
            long id, String code, String name, String unit, String unitName, long caseId, boolean school) {

        String owner() {
            return (school ? "s" : "p") + code;
        }

        String superior() {
            return school ? "p" + unit : "centre";
        }
    }

    private final DemoHands hands;
    private final DemoPeople people;
    private final ActivityRecord activity;
    private final Contacts contacts;
    private final JdbcClient jdbc;
    private final Clock clock;

    DemoCertifications(
            DemoHands hands,
            DemoPeople people,
            ActivityRecord activity,
            Contacts contacts,
            JdbcClient jdbc,
            Clock clock) {
        this.hands = hands;
        this.people = people;
        this.activity = activity;
        this.contacts = contacts;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Once; how many there are depends on how many accounts did well. */
    void provide() {
        if (jdbc.sql("select exists (select 1 from certification)")
                .query(Boolean.class)
                .single()) {
            return;
        }
        List<Account> good = jdbc
                .sql(ACCOUNTS)
                .query((row, n) -> new Account(
                        row.getLong("id"),
                        row.getString("code"),
                        row.getString("name"),
                        row.getString("unit_code"),
                        row.getString("unit_name"),
                        row.getLong("case_id"),
                        row.getBoolean("school")))
                .list()
                .stream()
                .filter(account -> activity.weeksMet(account.id()) >= WEEKS_NEEDED)
                .toList();
        List<Account> schools = good.stream().filter(Account::school).limit(6).toList();
        List<Account> units =
                good.stream().filter(account -> !account.school()).limit(2).toList();
        for (int number = 0; number < schools.size(); number++) {
            String key = apply(schools.get(number));
            switch (number) {
                case 0, 5 -> certified(key, schools.get(number));
                case 1 -> log.debug("{} waits for its unit", key);
                case 2 -> recommended(key, schools.get(number));
                case 3 -> reviewed(key, schools.get(number));
                default ->
                    hands.complete(
                            key,
                            "certification.Task_Recommend",
                            schools.get(number).superior(),
                            Map.of("decision", "return", "reason", "近期微博多为通知转载，请增加本校团学活动的原创内容后再申请"));
            }
        }
        for (int number = 0; number < units.size(); number++) {
            String key = apply(units.get(number));
            if (number == 0) {
                hands.complete(key, "certification.Task_Review", "centre", YES);
                hands.complete(key, "certification.Task_Certify", "tencent", YES);
            }
        }
        log.info("{} accounts of the demo have applied for certification", schools.size() + units.size());
    }

    /** @return the business key of the application */
    private String apply(Account account) {
        if (account.school()) {
            people.provideSchool(account.code());
        }
        equip(account);
        String page = "/registry/" + account.code();
        DemoHands.expect(
                hands.client(account.owner())
                        .submit(
                                page,
                                page + "/certification",
                                Map.of("statement", "由团委宣传部和学生记者团共同运营，每周发布团学活动、志愿服务和基层支部故事，粉丝互动稳定，申请认证。")),
                page);
        return "certification-"
                + jdbc.sql("select id from certification where organization_id = ? order by id desc limit 1")
                        .param(account.id())
                        .query(Long.class)
                        .single();
    }

    private void equip(Account account) {
        jdbc.sql(AVATAR)
                .param("picture", DemoHands.emblem(account.name()))
                .param("owner", account.owner())
                .param("superior", account.superior())
                .param("case", account.caseId())
                .update();
        if (contacts.current(account.id()).isEmpty()) {
            int seed = Math.floorMod(account.code().hashCode(), 10_000);
            contacts.record(
                    account.id(),
                    new ContactDetails(
                            List.of("许知行", "沈清和", "江予安").get(seed % 3),
                            "团委副书记",
                            "5551%04d".formatted(seed),
                            "1990001%04d".formatted(seed),
                            "tuanwei@s" + account.code() + ".example",
                            account.unitName() + "学院路 1 号" + account.name() + "团委",
                            "100000"),
                    "demo");
        }
        jdbc.sql("update contact set proved_at = ? where organization_id = ? and replaced_at is null")
                .params(Timestamp.from(clock.instant()), account.id())
                .update();
    }

    private void recommended(String key, Account account) {
        hands.complete(key, "certification.Task_Recommend", account.superior(), YES);
    }

    private void reviewed(String key, Account account) {
        recommended(key, account);
        hands.complete(key, "certification.Task_Review", "centre", YES);
    }

    private void certified(String key, Account account) {
        reviewed(key, account);
        hands.complete(key, "certification.Task_Certify", "tencent", YES);
    }
}
