package org.tuanwei.supervision;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.tuanwei.spreadsheet.WorkbookWriter;
import org.tuanwei.web.Formats;

/** The ledger of supervisions (督办台账) as a workbook of text cells. */
@Component
class LedgerSheet {

    static final List<String> HEADINGS = List.of(
            "序号", "督办编号", "承办单位", "单位代码", "省级单位", "督办单位", "督办事项", "督办要求", "立项日期", "下发日期", "签收日期", "办理期限", "延期次数",
            "办理情况", "反馈日期", "复核意见", "办理轮次", "状态", "是否逾期", "办结日期");

    private final Answers answers;
    private final Formats formats;

    LedgerSheet(Answers answers, Formats formats) {
        this.answers = answers;
        this.formats = formats;
    }

    byte[] write(List<SupervisionList.Row> rows) {
        List<List<String>> lines = new ArrayList<>();
        for (SupervisionList.Row row : rows) {
            lines.add(line(lines.size() + 1, row));
        }
        return WorkbookWriter.write("督办台账", HEADINGS, lines);
    }

    private List<String> line(int number, SupervisionList.Row row) {
        Supervision one = row.supervision();
        List<Answer> rounds = answers.ofRounds(one.id());
        Answer last = rounds.isEmpty() ? null : rounds.get(0);
        long extended = answers.extensions(one.id()).stream()
                .filter(extension -> Boolean.TRUE.equals(extension.granted()))
                .count();
        boolean late = one.late() || row.due() != null && row.due().overdue();
        return List.of(
                Integer.toString(number),
                one.title(),
                one.organizationName(),
                one.organizationCode(),
                one.unitName(),
                one.supervisorName(),
                row.matters(),
                text(one.demand()),
                formats.day(one.proposedAt()),
                formats.day(one.issuedAt()),
                formats.day(one.acknowledgedAt()),
                one.dueOn() == null ? "" : one.dueOn().toString(),
                Long.toString(extended),
                last == null ? "" : last.feedback() == null ? last.handling() : text(last.feedback()),
                last == null ? "" : formats.day(last.feedbackAt()),
                last == null ? "" : text(last.verdict()),
                Integer.toString(rounds.size()),
                one.state().label(),
                late ? "是" : "否",
                formats.day(one.decidedAt()));
    }

    private static String text(@org.jspecify.annotations.Nullable String value) {
        return value == null ? "" : value;
    }
}
