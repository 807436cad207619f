package org.tuanwei.opening;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tuanwei.contact.ContactCard;
import org.tuanwei.contact.SharedContacts.Comparison;
import org.tuanwei.contact.SharedContacts.Other;
import org.tuanwei.opening.RegistrationMarks.Registered;
import org.tuanwei.review.ReviewKind.Mark;

/** What is marked beforehand about a registration, and what is not. */
class RegistrationMarksTest {

    private static final Comparison ALONE = new Comparison(List.of(), List.of(), List.of(), null, false, null);

    @Test
    void nothingIsSaidOfACompleteRegistrationWithTheSchoolsOwnMail() {
        assertThat(marks(card("林溪", "19900000001", "tw@xuexiao.edu.cn", "上海市杨浦区测试路 1 号", true), ALONE))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}: {4}")
    @CsvSource({
        "林溪, 12900000001, tw@xuexiao.edu.cn, 上海市测试路1号, 手机号不像真的号码",
        "林溪, 19999999999, tw@xuexiao.edu.cn, 上海市测试路1号, 手机号不像真的号码",
        "林溪, , tw@xuexiao.edu.cn, 上海市测试路1号, 没有填写手机",
        "校团委, 19900000001, tw@xuexiao.edu.cn, 上海市测试路1号, 不是姓名",
        "王老师, 19900000001, tw@xuexiao.edu.cn, 上海市测试路1号, 不是姓名",
        "林溪, 19900000001, tw@qq.con, 上海市测试路1号, 疑为 qq.com 之误",
        "林溪, 19900000001, tw@xuexiao.edu.cn, 江苏省南京市测试路1号, 通信地址在江苏，不在上海市",
    })
    void whatIsWrongMoreOftenThanNotIsADoubt(
            String name, @Nullable String mobile, String email, String address, String text) {
        assertThat(marks(card(name, mobile, email, address, true), ALONE))
                .filteredOn(Mark::doubtful)
                .singleElement()
                .satisfies(mark -> assertThat(mark.text()).contains(text));
    }

    @Test
    void whatIsUsualIsAHintOnly() {
        ContactCard card = new ContactCard(
                1,
                1,
                1,
                "林溪",
                null,
                null,
                "19900000001",
                "tw@free.example",
                "上海市杨浦区测试路 1 号",
                null,
                false,
                "r",
                Instant.EPOCH);
        assertThat(marks(card, ALONE))
                .noneMatch(Mark::doubtful)
                .extracting(Mark::text)
                .containsExactly("用的是公共邮箱（free.example）", "邮箱还没有经本人验证", "未填：职务、电话、邮政编码");
    }

    @Test
    void schoolsOfTheOwnUnitAreNamedOthersOnlyCounted() {
        Comparison shared = new Comparison(
                List.of(new Other("甲大学", "310000"), new Other("乙大学", "320000"), new Other("丙大学", "330000")),
                List.of(new Other("丁大学", "320000")),
                List.of(),
                null,
                false,
                null);
        assertThat(marks(good(), shared)).extracting(Mark::text).containsExactly("手机与甲大学和外省 2 个单位相同", "邮箱与外省 1 个单位相同");
    }

    @Test
    void aDomainOfAFewOthersIsForeignOneOfManyIsAMailHouse() {
        List<Other> few = List.of(new Other("甲大学", "310000"));
        List<Other> many = List.of(
                new Other("甲", "310000"),
                new Other("乙", "310000"),
                new Other("丙", "310000"),
                new Other("丁", "310000"),
                new Other("戊", "310000"));
        assertThat(marks(good(), new Comparison(List.of(), List.of(), few, null, false, null)))
                .singleElement()
                .satisfies(mark -> {
                    assertThat(mark.doubtful()).isTrue();
                    assertThat(mark.text()).isEqualTo("邮箱域名 xuexiao.edu.cn 是别的单位在用的：甲大学");
                });
        assertThat(marks(good(), new Comparison(List.of(), List.of(), many, null, false, null)))
                .isEmpty();
    }

    @Test
    void anotherNameForTheSameMobileAndABouncedMailAreDoubts() {
        assertThat(marks(good(), new Comparison(List.of(), List.of(), List.of(), "王**", true, "User unknown")))
                .filteredOn(Mark::doubtful)
                .extracting(Mark::text)
                .containsExactly("手机没有变，联系人姓名却变了（王** → 林**）", "发往这个邮箱的邮件被退回：User unknown");
        assertThat(marks(good(), new Comparison(List.of(), List.of(), List.of(), "王**", false, null)))
                .noneMatch(Mark::doubtful);
    }

    @Test
    void whatCameBackAndWhatHasAnAccountIsSaid() {
        Registered again = new Registered(good(), "310000", "上海市", 2, "2850010001", null, "通信地址请写到门牌号");
        assertThat(RegistrationMarks.of(again, ALONE))
                .extracting(Mark::text)
                .containsExactly("申请补录，但没有填写微博地址", "已有账号，申请补录，QQ 号 2850010001", "第 2 次送审，上次退回：通信地址请写到门牌号");
    }

    private static List<Mark> marks(ContactCard card, Comparison compared) {
        return RegistrationMarks.of(new Registered(card, "310000", "上海市", 1, null, null, null), compared);
    }

    private static ContactCard good() {
        return card("林溪", "19900000001", "tw@xuexiao.edu.cn", "上海市杨浦区测试路 1 号", true);
    }

    private static ContactCard card(
            String name, @Nullable String mobile, String email, String address, boolean proved) {
        return new ContactCard(
                1,
                1,
                1,
                name,
                "团委书记",
                "55500001",
                mobile,
                email,
                address,
                "200000",
                proved,
                "registration",
                Instant.EPOCH);
    }
}
