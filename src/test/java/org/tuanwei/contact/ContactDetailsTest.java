package org.tuanwei.contact;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactDetailsTest {

    private static final String ADDRESS = "上海市杨浦区长海路399号";

    private static ContactDetails with(String email, String address, @Nullable String phone, @Nullable String mobile) {
        return new ContactDetails("王晓", "团委副书记", phone, mobile, email, address, "200438");
    }

    private static @Nullable String problem(String field, ContactDetails details) {
        return details.problems().get(field);
    }

    @Test
    void complete_details_have_no_problem() {
        assertThat(with("wang@sus.example", ADDRESS, "021-55500001", "19900000001")
                        .problems())
                .isEmpty();
        assertThat(with("wang@sus.example", ADDRESS, "55500001", null).problems())
                .as("8-digit line without area code, no mobile (I7)")
                .isEmpty();
    }

    @Test
    void full_width_characters_and_spaces_are_put_right() {
        ContactDetails details = new ContactDetails(
                " 王晓 ", " ", "（021）５５５０００１１", "199 0000 0001", "ｗａｎｇ＠ｓｕｓ．ｅｘａｍｐｌｅ", ADDRESS, "２００４３８");
        assertThat(details.problems()).isEmpty();
        assertThat(details.phone()).isEqualTo("021-55500011");
        assertThat(details.mobile()).isEqualTo("19900000001");
        assertThat(details.email()).isEqualTo("wang@sus.example");
        assertThat(details.postcode()).isEqualTo("200438");
        assertThat(details.position()).as("职务 is optional").isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wang",
                "wang@",
                "@sus.example",
                "wang@sus",
                "wang@@sus.example",
                "a@b.example,c@d.example",
                "wang@sus..example",
                "wang@-sus.example",
                "wang.@sus.example",
                "王@sus.example",
                "wang xiao@sus.example",
                "wang@sus.e",
                "wang@192.168.0.1",
                "\"wang\"@sus.example"
            })
    void impossible_mail_addresses_are_refused(String email) {
        assertThat(problem("email", with(email, ADDRESS, null, "19900000001"))).startsWith("电子邮箱");
    }

    @Test
    void mail_addresses_keep_to_the_lengths_of_rfc_5321() {
        String local = "a".repeat(64);
        assertThat(EmailCheck.problem(local + "@x.example")).isNull();
        assertThat(EmailCheck.problem("a" + local + "@x.example")).isNotNull();
        String label = "b".repeat(63);
        assertThat(EmailCheck.problem("a@" + label + ".example")).isNull();
        assertThat(EmailCheck.problem("a@b" + label + ".example")).isNotNull();
        String longest = local + "@" + label + "." + label + "." + "c".repeat(53) + ".example";
        assertThat(longest).hasSize(254);
        assertThat(EmailCheck.problem(longest)).isNull();
        assertThat(EmailCheck.problem("d" + longest)).isEqualTo("电子邮箱过长（最多254个字符）");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1990000000", "199000000011", "29900000001", "1990000000a"})
    void mobiles_have_eleven_digits_and_begin_with_one(String mobile) {
        assertThat(problem("mobile", with("w@x.example", ADDRESS, null, mobile)))
                .isEqualTo("手机号应为11位数字，以1开头");
    }

    @ParameterizedTest
    @ValueSource(strings = {"555000", "555000011", "12-55500001", "05550001"})
    void lines_have_seven_or_eight_digits(String phone) {
        assertThat(problem("phone", with("w@x.example", ADDRESS, phone, null)))
                .isEqualTo("电话应为7至8位数字，可在前面加区号，如021-55500001");
    }

    @Test
    void one_of_mobile_and_line_is_needed() {
        assertThat(problem("mobile", with("w@x.example", ADDRESS, null, " "))).isEqualTo("手机和电话至少填写一项");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ADDRESS,
                "湖南省长沙市天心区万家丽南路二段960号",
                "北京市海淀区颐和园路5号",
                "福建省漳州招商局经济技术开发区厦门大学漳州校区",
                "新疆石河子市北四路221号",
                "西藏拉萨市藏大东路10号",
                "内蒙古自治区呼和浩特市赛罕区大学西街235号",
                "辽宁省大连市甘井子区凌工路2号主楼201室",
                "上海市松江区文汇路（松江大学城）1900弄",
                "陕西省西安市咸宁西路28号1信箱",
                "新疆生产建设兵团铁门关市学苑街1号"
            })
    void complete_addresses_pass(String address) {
        assertThat(AddressCheck.problem(address)).isNull();
    }

    @Test
    void an_incomplete_address_is_told_what_it_lacks() {
        assertThat(AddressCheck.problem("")).isEqualTo("请填写通信地址");
        assertThat(AddressCheck.problem("长海路399号")).startsWith("通信地址不完整，缺少省、市名称，");
        assertThat(AddressCheck.problem("上海市杨浦区长海路")).startsWith("通信地址不完整，缺少门牌号（或校区、信箱），");
        assertThat(AddressCheck.problem("上海市")).startsWith("通信地址不完整，缺少路（街、镇）名、门牌号（或校区、信箱），");
        assertThat(AddressCheck.problem("上海体育大学团委")).startsWith("通信地址不完整，缺少路（街、镇）名、门牌号");
    }

    @Test
    void masks_leave_enough_to_recognise_oneself() {
        assertThat(Mask.mobile("19900000001")).isEqualTo("199****0001");
        assertThat(Mask.email("wang@x.example")).isEqualTo("wa***@x.example");
        assertThat(Mask.email("w@x.example")).isEqualTo("w***@x.example");
        assertThat(Mask.name("王晓")).isEqualTo("王**");
        assertThat(Mask.phone("021-55500001")).isEqualTo("021-55****01");
        assertThat(Mask.phone("55500001")).isEqualTo("55****01");
        assertThat(with("wang@x.example", ADDRESS, null, "19900000001").toString())
                .doesNotContain("wang", "199");
    }
}
