package org.tuanwei.problem;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.problem.NumberRow.Outcome;
import org.tuanwei.spreadsheet.SheetTable;
import org.tuanwei.spreadsheet.WorkbookRefused;
import org.tuanwei.spreadsheet.WorkbookText;

/** Tencent's answers in the workbook it was given: one column 处理结果, one 答复, the number says which row (E3, E6). */
final class AnswerSheet {

    private static final int MOST_NAMED = 5;
    private static final Map<String, Outcome> OUTCOMES =
            Stream.of(Outcome.values()).collect(Collectors.toMap(Outcome::label, each -> each));

    /** By id of the row. */
    record Answers(Map<Long, Outcome> outcomes, Map<Long, String> texts) {}

    private AnswerSheet() {}

    /**
     * The lines that hold an answer; the others wait on.
     *
     * @throws WorkbookRefused when the headings are missing
     * @throws FormRefused naming the lines that will not do
     */
    static Answers read(WorkbookText book, List<NumberRow> rows) {
        Map<String, NumberRow> byNumber = new HashMap<>();
        rows.forEach(row -> byNumber.put(row.qqNumber(), row));
        Answers answers = new Answers(new LinkedHashMap<>(), new HashMap<>());
        Set<Long> seen = new HashSet<>();
        List<String> wrong = new ArrayList<>();
        for (SheetTable.Line line : SheetTable.find(
                        book, List.of(NumberSheet.NUMBER, NumberSheet.OUTCOME, NumberSheet.ANSWER))
                .lines()) {
            String number = NumberSheet.number(line);
            String result = line.get(NumberSheet.OUTCOME).strip();
            NumberRow row = byNumber.get(number);
            Outcome outcome = OUTCOMES.get(result);
            String at = "工作簿第 " + line.number() + " 行：";
            if (row == null) {
                wrong.add(at + (number.isEmpty() ? "缺少 QQ 号" : "号码 " + number + " 不在这个问题里"));
            } else if (!seen.add(row.id())) {
                wrong.add(at + "号码 " + number + " 重复");
            } else if (outcome != null) {
                answers.outcomes().put(row.id(), outcome);
                answers.texts().put(row.id(), line.get(NumberSheet.ANSWER).strip());
            } else if (!result.isEmpty() && !result.equals(NumberSheet.UNANSWERED)) {
                wrong.add(at + "处理结果「" + result + "」不认识，请填：" + choices());
            }
        }
        if (!wrong.isEmpty()) {
            String more = wrong.size() > MOST_NAMED ? "；另有 " + (wrong.size() - MOST_NAMED) + " 处" : "";
            throw new FormRefused(
                    "file",
                    String.join("；", wrong.subList(0, Math.min(MOST_NAMED, wrong.size()))) + more + "。没有保存任何答复");
        }
        if (answers.outcomes().isEmpty()) {
            throw new FormRefused("file", "工作簿里没有答复：请在「" + NumberSheet.OUTCOME + "」一栏填写" + choices());
        }
        return answers;
    }

    private static String choices() {
        return Stream.of(Outcome.values()).map(Outcome::label).collect(Collectors.joining("、"));
    }
}
