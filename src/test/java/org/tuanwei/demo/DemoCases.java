package org.tuanwei.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.testing.MovableClock;

/**
 * Cases at every stage, so that no list of a new installation is empty. 上海体育大学 is left alone: with it a newcomer
 * walks the whole way himself.
 */
@ConditionalOnProperty("tuanwei.development")
@Component
class DemoCases {

    private static final Logger log = LoggerFactory.getLogger(DemoCases.class);
    private static final Duration A_WHILE_AGO = Duration.ofDays(9);

    private final DemoHands hands;
    private final DemoProblems problems;
    private final DemoBounces bounces;
    private final DemoSchools schools;
    private final JdbcClient jdbc;
    private final MovableClock clock;

    DemoCases(
            DemoHands hands,
            DemoProblems problems,
            DemoBounces bounces,
            DemoSchools schools,
            JdbcClient jdbc,
            MovableClock clock) {
        this.hands = hands;
        this.problems = problems;
        this.bounces = bounces;
        this.schools = schools;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Makes them once; a database that has cases is left as it is. */
    void provide() {
        if (jdbc.sql("select count(*) from case_file where receipt not like 'TW-0000-%'")
                        .query(Long.class)
                        .single()
                > 0) {
            return;
        }
        long start = System.nanoTime();
        List<String> shanghai = schools.of("310000");
        List<String> jiangsu = schools.of("320000");
        List<String> others = schools.elsewhere();
        problems.longAgo(others.subList(7, 10));
        Duration now = clock.offset();
        clock.runAhead(now.minus(A_WHILE_AGO));
        try {
            longWaiting(shanghai, others);
        } finally {
            clock.runAhead(now);
        }
        underWay(shanghai, jiangsu, others);
        comeBack(shanghai.get(5), others.subList(13, 16));
        waitingForReview(shanghai);
        hands.campaign("centre", "安徽省高校微博督导开通", Map.of("unit", "340000"));
        hands.campaign("p370000", "山东省高校微博集中开通", Map.of("freshOnly", "true", "remark", "请各校在本月内完成登记"));
        log.info("The demo's cases are ready after {} s", (System.nanoTime() - start) / 1_000_000_000);
    }

    /** Begun nine days ago and late by now, each waiting for somebody else. */
    private void longWaiting(List<String> shanghai, List<String> others) {
        hands.ask("340000");
        hands.ask(others.get(0));
        hands.register(others.get(1));
        long waitsForNumber = hands.register(others.get(2));
        hands.review(waitsForNumber, true, "");
        open(hands.register(shanghai.get(0)), "2850010001");
    }

    private void underWay(List<String> shanghai, List<String> jiangsu, List<String> others) {
        hands.ask("310000");
        hands.ask(jiangsu.get(0));
        hands.register(shanghai.get(1));
        long returned = hands.register(jiangsu.get(1));
        hands.review(returned, false, "通信地址请写到门牌号，便于腾讯公司寄送材料");

        long atTencent = hands.register(shanghai.get(2));
        hands.review(atTencent, true, "");
        long unusable = hands.register(others.get(3));
        hands.review(unusable, true, "");
        hands.objectTo(unusable, "DATA_INCOMPLETE", "通信地址没有写明校区，请补充");

        long sent = hands.register(shanghai.get(3));
        hands.review(sent, true, "");
        hands.issue(sent, "2850010002");
        delivered(hands.register(others.get(4)), "2850010003");

        long wrong = hands.register(others.get(5));
        delivered(wrong, "2850010004");
        hands.confirm(wrong, "wrongPassword", "按邮件里的密码登录，提示密码不正确");

        long avatar = hands.register(jiangsu.get(2));
        delivered(avatar, "2850010005");
        hands.confirm(avatar, "changed", "");
        long avatarWaits = hands.register(shanghai.get(4));
        delivered(avatarWaits, "2850010006");
        hands.confirm(avatarWaits, "changed", "");
        hands.uploadAvatar(avatarWaits);

        long existing = hands.registerWithAccount(jiangsu.get(3));
        hands.review(existing, true, "");
        open(hands.register(others.get(6)), "2850010007");
        problems.underWay(
                others.subList(10, 13), List.of(shanghai.get(0), shanghai.get(3), shanghai.get(4)), atTencent);
    }

    /** Mail that does not arrive, and what is written to us. */
    private void comeBack(String wrong, List<String> others) {
        bounces.wrongAddress(hands.register(wrong));
        bounces.fullMailbox(hands.register(others.get(0)));
        bounces.wrongAddress(hands.register(others.get(1)));
        bounces.answer(hands.register(others.get(2)));
        bounces.nobodys();
    }

    /** What a unit reviews in bulk: most of it in order, some of it odd. */
    private void waitingForReview(List<String> shanghai) {
        List<String> names = List.of("林溪", "苏明远", "顾念慈", "程一诺", "叶知秋", "方若谷", "王老师", "沈清和");
        for (int number = 0; number < names.size(); number++) {
            hands.registerBranch(
                    shanghai.get(number % 4),
                    "2026 级 " + (number + 1) + " 班团支部",
                    new ContactDetails(
                            names.get(number),
                            number == 4 ? null : "团支部书记",
                            null,
                            "1970000" + (number == 3 ? "0011" : "001" + number),
                            "banji" + number + (number == 2 ? "@qq.con" : "@free.example"),
                            (number == 5 ? "江苏省南京市" : "上海市杨浦区") + "测试路 " + (number + 1) + " 号团委",
                            "200000"));
        }
    }

    private void delivered(long caseId, String qqNumber) {
        hands.review(caseId, true, "");
        hands.issue(caseId, qqNumber);
        hands.pickUp(caseId);
    }

    private void open(long caseId, String qqNumber) {
        delivered(caseId, qqNumber);
        hands.confirm(caseId, "changed", "");
        hands.uploadAvatar(caseId);
        hands.reviewAvatar(caseId);
        hands.publish(caseId);
        hands.filePlan(caseId);
    }
}
