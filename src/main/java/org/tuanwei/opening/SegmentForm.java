package org.tuanwei.opening;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.TaskForm;
import org.tuanwei.opening.Segments.Segment;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** Task_ProvideSegment: the unit enters a further number segment for its class branches (E4). */
@Component
class SegmentForm implements TaskForm {

    private final Segments segments;
    private final CaseFiles files;
    private final Viewers viewers;

    SegmentForm(Segments segments, CaseFiles files, Viewers viewers) {
        this.segments = segments;
        this.files = files;
        this.viewers = viewers;
    }

    @Override
    public String task() {
        return OpeningProcess.PROVIDE_SEGMENT;
    }

    @Override
    public Map<String, Object> prefill(HumanTask task) {
        CaseFile file = files.get(task.caseId());
        List<Segment> known = segments.of(file.unitCode());
        return Map.of("segmentText", known.isEmpty() ? "本省还没有登记过号段。" : "本省已登记的号段：\n\n" + list(known));
    }

    @Override
    public Map<String, Object> submit(HumanTask task, Map<String, Object> values) {
        CaseFile file = files.get(task.caseId());
        long first = Long.parseLong(String.valueOf(values.get("firstNumber")));
        long last = Long.parseLong(String.valueOf(values.get("lastNumber")));
        segments.provide(
                file.unitCode(),
                first,
                last,
                viewers.currentOrNone().map(Viewer::userId).orElse(""));
        files.tell(
                file.id(),
                "opening.segmentProvided",
                Map.of("first", Long.toString(first), "last", Long.toString(last)),
                task.taskId());
        return Map.of();
    }

    private static String list(List<Segment> segments) {
        StringBuilder lines = new StringBuilder();
        for (Segment segment : segments) {
            lines.append("- ")
                    .append(segment.first())
                    .append('–')
                    .append(segment.last())
                    .append("，余 ")
                    .append(segment.left())
                    .append(" 个\n");
        }
        return lines.toString();
    }
}
