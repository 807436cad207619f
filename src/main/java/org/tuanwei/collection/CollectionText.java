package org.tuanwei.collection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.tuanwei.collection.SchoolRows.Counts;
import org.tuanwei.engine.Markdown;

/** Says in words how a unit's table stands, for forms and pages. */
@Component
class CollectionText {

    private final SchoolRows rows;

    CollectionText(SchoolRows rows) {
        this.rows = rows;
    }

    /** 应报 63 所：已填报 60 所 … */
    String figures(UnitRound unit) {
        Counts counts = rows.counts(unit.id());
        List<String> words = new ArrayList<>();
        words.add("已填报 " + counts.filled() + " 所");
        add(words, "未填报", counts.missing());
        add(words, "已退回", counts.returned());
        add(words, "已豁免", counts.exempt());
        add(words, "逾期填报", counts.late());
        return "应报 " + counts.expected() + " 所：" + String.join("，", words) + (unit.late() ? "。**本省逾期报送**" : "") + "。";
    }

    private static void add(List<String> words, String word, int count) {
        if (count > 0) {
            words.add(word + " " + count + " 所");
        }
    }

    /** What does not stand in the way but should be looked at before the table goes on; empty when there is nothing. */
    String hints(UnitRound unit) {
        List<String> words = new ArrayList<>();
        Counts counts = rows.counts(unit.id());
        if (counts.conflicts() > 0) {
            words.add(counts.conflicts() + " 所学校的确认与省级填报不一致，以学校为准，请核对");
        }
        List<RowVersion> current = List.copyOf(rows.currentOf(unit.id()).values());
        shared(words, "手机号", current, version -> version.entry().mobile());
        shared(words, "邮箱", current, version -> version.entry().email());
        return Markdown.escape(String.join("；", words));
    }

    private static void shared(
            List<String> words, String what, List<RowVersion> versions, Function<RowVersion, String> value) {
        Map<String, Long> uses = versions.stream()
                .map(value)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        long several = uses.values().stream().filter(count -> count > 1).count();
        if (several > 0) {
            words.add(several + " 个" + what + "由几所学校共用");
        }
    }

    /** The rows the centre has something against, for its form. */
    String objections(UnitRound unit) {
        return Markdown.escape(rows.ofCollection(unit.id()).stream()
                .filter(row -> row.objection() != null)
                .map(row -> row.schoolName() + "（" + Objects.requireNonNull(row.objection()) + "）")
                .collect(Collectors.joining("；")));
    }
}
