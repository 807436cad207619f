package org.tuanwei.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.spreadsheet.WorkbookWriter;
import org.tuanwei.testing.Client;

/** Tencent's list of existing accounts with a line of every kind; some schools have answered, some have not. */
@ConditionalOnProperty("tuanwei.development")
@Component
class DemoAccounts {

    private static final String PATH = "/collections/accounts";
    private static final List<String> HEADINGS = List.of("学校标识码", "学校名称", "QQ号", "微博地址");

    private final DemoHands hands;
    private final JdbcClient jdbc;

    DemoAccounts(DemoHands hands, JdbcClient jdbc) {
        this.hands = hands;
        this.jdbc = jdbc;
    }

    void provide() {
        List<List<String>> lines = new ArrayList<>();
        // schools in operation: all but the last one with the number they have here
        jdbc.sql("""
                        select o.code, o.name, c.qq_number::bigint from case_file c
                        join organization o on o.id = c.organization_id
                        where c.state = 'OPEN' and o.kind = 'SCHOOL' order by o.code limit 8""")
                .query((row, n) ->
                        lines.add(line(row.getString(1), row.getString(2), row.getLong(3) + (n == 7 ? 700_000 : 0))))
                .list();
        // under way already without a word about an account: one at its review, one at Tencent
        List.of("4131010248", "4131010269").forEach(code -> lines.add(line(code, nameOf(code), number(lines))));
        // waiting for their registration
        List.of("4111010001", "4132010284", "4134010357", "4137010422")
                .forEach(code -> lines.add(line(code, nameOf(code), number(lines))));
        lines.add(line("", "重庆工商职业大学", number(lines)));
        lines.add(line("4143010536", nameOf("4143010536"), number(lines)));
        lines.add(line("4143010536", nameOf("4143010536"), number(lines)));
        lines.add(line("4142010486", nameOf("4142010486"), 2850020090L));
        lines.add(line("4142013634", nameOf("4142013634"), 2850020090L));
        lines.add(line("4151010610", "贵州大学", number(lines)));
        lines.add(line("4131099999", "上海某某学院", number(lines)));

        Client tencent = hands.client("tencent");
        String list = DemoLists.upload(tencent, PATH, "账号清单.xlsx", WorkbookWriter.write("账号清单", HEADINGS, lines));
        DemoHands.expect(tencent.submit(list, list + "/confirm", Map.of()), list);
        confirms("4134010357");
        long confirmed = confirms("4132010284");
        hands.review(confirmed, true, "");
        answers(
                "4137010422",
                Map.of(
                        "listedAccount",
                        "foreign",
                        "listedReason",
                        "学校团委没有开过微博，问过前两任书记，可能是学生社团的账号",
                        "askPartner",
                        "yes",
                        "existingAccount",
                        "no"));
    }

    private long confirms(String code) {
        return answers(code, Map.of("listedAccount", "mine"));
    }

    private long answers(String code, Map<String, Object> answer) {
        Map<String, Object> values = new HashMap<>(answer);
        values.putAll(Map.of(
                "contactName", "程一诺",
                "mobile", "199000" + code.substring(5),
                "email", "tuanwei@s" + code + ".example",
                "address", cityOf(code) + "学院路 1 号" + nameOf(code) + "团委办公室"));
        long caseId = hands.caseOf(code);
        hands.complete(caseId, "account-opening.Task_Register", hands.owner(caseId), values);
        return caseId;
    }

    private String nameOf(String code) {
        return jdbc.sql("select name from organization where code = ?")
                .param(code)
                .query(String.class)
                .single();
    }

    private String cityOf(String code) {
        return jdbc.sql("select city from organization where code = ?")
                .param(code)
                .query(String.class)
                .single();
    }

    private static long number(List<List<String>> before) {
        return 2850020000L + before.size();
    }

    private static List<String> line(String code, String name, long number) {
        return List.of(code, name, String.valueOf(number), "http://t.qq.com/tw" + number);
    }
}
