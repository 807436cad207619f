package org.tuanwei.microspace;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tuanwei.engine.FormRefused;

/** What a unit says about one item: 是 with a link to where it is seen, or 否 with the reason. */
record Answer(Item item, boolean done, String note, String link) {

    private static final int SHORTEST_NOTE = 4;
    private static final int LONGEST_NOTE = 200;
    private static final int LONGEST_LINK = 500;

    /** All items as they stand in the form. @throws FormRefused field by field, every wrong one at once */
    static List<Answer> read(Map<String, Object> values) {
        List<Answer> answers = new ArrayList<>();
        List<FormRefused.Field> wrong = new ArrayList<>();
        for (Item item : Item.values()) {
            Answer answer = new Answer(
                    item,
                    text(values, item.field()).equals("yes"),
                    text(values, item.noteField()),
                    text(values, item.linkField()));
            answer.check(wrong);
            answers.add(answer);
        }
        if (!wrong.isEmpty()) {
            throw new FormRefused(wrong);
        }
        return answers;
    }

    private void check(List<FormRefused.Field> wrong) {
        String about = "「" + item.label() + "」";
        if (done && link.isEmpty()) {
            wrong.add(new FormRefused.Field(item.linkField(), about + "选了「是」，请附一个能看到的链接"));
        }
        if (!link.isEmpty() && !address(link)) {
            wrong.add(new FormRefused.Field(item.linkField(), about + "的链接应为 http:// 或 https:// 开头的完整网址"));
        }
        if (!done && note.length() < SHORTEST_NOTE) {
            wrong.add(new FormRefused.Field(item.noteField(), about + "选了「否」，请用至少 " + SHORTEST_NOTE + " 个字说明原因和打算"));
        }
        if (note.length() > LONGEST_NOTE) {
            wrong.add(new FormRefused.Field(item.noteField(), about + "的说明最多 " + LONGEST_NOTE + " 个字"));
        }
    }

    private static boolean address(String link) {
        try {
            URI uri = new URI(link);
            return link.length() <= LONGEST_LINK
                    && uri.getHost() != null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (URISyntaxException none) {
            return false;
        }
    }

    private static String text(Map<String, Object> values, String field) {
        return Objects.toString(values.get(field), "").strip();
    }
}
