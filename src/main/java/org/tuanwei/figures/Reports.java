package org.tuanwei.figures;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.figures.FigureRows.Cell;
import org.tuanwei.figures.Ranking.Line;
import org.tuanwei.security.Audit;
import org.tuanwei.security.Viewer;
import org.tuanwei.supervision.SupervisionFigures;
import org.tuanwei.supervision.SupervisionFigures.OfUnit;

/** Drafts reports from a frozen day and issues them: numbered, kept as they are, mailed to every unit. */
@Service
@Transactional
class Reports {

    private static final int LONGEST_TITLE = 60;
    private static final int LONGEST_BODY = 3000;
    private static final TypeReference<List<Ranking.Unit>> UNITS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final FigureRows rows;
    private final Snapshots snapshots;
    private final SupervisionFigures supervisions;
    private final ReportLetters letters;
    private final Audit audit;
    private final Clock clock;

    Reports(
            JdbcClient jdbc,
            ObjectMapper json,
            FigureRows rows,
            Snapshots snapshots,
            SupervisionFigures supervisions,
            ReportLetters letters,
            Audit audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.rows = rows;
        this.snapshots = snapshots;
        this.supervisions = supervisions;
        this.letters = letters;
        this.audit = audit;
        this.clock = clock;
    }

    /** The ranking of a frozen day. @param viewer somebody who sees the country */
    @Transactional(readOnly = true)
    List<Line> ranking(Viewer viewer, LocalDate day) {
        return Ranking.of(units(viewer, day));
    }

    private List<Ranking.Unit> units(Viewer viewer, LocalDate day) {
        Map<String, OfUnit> supervised = supervisions.asOf(Standing.endOf(day));
        Map<String, List<Cell>> byUnit = rows.cells(viewer, day).stream()
                .collect(Collectors.groupingBy(Cell::unitCode, TreeMap::new, Collectors.toList()));
        List<Ranking.Unit> units = new ArrayList<>();
        byUnit.forEach((code, cells) -> {
            Count own = cells.stream().filter(Cell::unit).map(Cell::count).reduce(Count.NONE, Count::plus);
            Count schools =
                    cells.stream().filter(cell -> !cell.unit()).map(Cell::count).reduce(Count.NONE, Count::plus);
            OfUnit of = supervised.getOrDefault(code, OfUnit.NONE);
            units.add(new Ranking.Unit(
                    code,
                    cells.get(0).unitName(),
                    own.opened() > 0,
                    schools.all(),
                    schools.opened(),
                    own.contactSubmitted() > 0 ? "已报" : own.contactMissing() > 0 ? "未报" : "—",
                    of.issued(),
                    of.late()));
        });
        return units;
    }

    /** What the report says unless somebody says it better. */
    @Transactional(readOnly = true)
    String draft(Viewer viewer, LocalDate day) {
        List<Cell> cells = rows.cells(viewer, day);
        Count units = cells.stream().filter(Cell::unit).map(Cell::count).reduce(Count.NONE, Count::plus);
        Count schools =
                cells.stream().filter(cell -> !cell.unit()).map(Cell::count).reduce(Count.NONE, Count::plus);
        List<Ranking.Unit> all = units(viewer, day);
        StringBuilder text = new StringBuilder("现将全国高校团组织微博体系建设情况通报如下：\n");
        text.append("一、开通情况。").append(NoticeSentence.opening(units, schools)).append('\n');
        text.append("二、活跃情况。").append(NoticeSentence.activity(units)).append('\n');
        text.append("三、统计表报送情况。").append(units.contactSubmitted()).append(" 个省级单位已报");
        String missing = names(all.stream().filter(Ranking.Unit::owesTable).toList());
        text.append(missing.isEmpty() ? "。" : "，" + units.contactMissing() + " 个未报：" + missing + "。")
                .append('\n');
        int issued = all.stream().mapToInt(Ranking.Unit::supervisions).sum();
        int late = all.stream().mapToInt(Ranking.Unit::lateSupervisions).sum();
        text.append("四、督办情况。共下发督办 ").append(issued).append(" 件");
        text.append(late == 0 ? "，没有逾期。" : "，其中 " + late + " 件逾期。").append('\n');
        text.append("请各单位对照附表查找差距，排名靠后的单位尽快拿出措施，逐校落实专人，按期办结。");
        return text.toString();
    }

    private static String names(List<Ranking.Unit> units) {
        return units.stream().map(Ranking.Unit::name).collect(Collectors.joining("、"));
    }

    /** @return its id. @throws FormRefused when title or text will not do, or the day was not taken */
    long issue(Viewer viewer, LocalDate day, String title, String body) {
        String heading = title.strip();
        if (heading.length() < 4
                || heading.length() > LONGEST_TITLE
                || heading.chars().anyMatch(c -> c < ' ')) {
            throw new FormRefused("title", "标题应为 4 至 " + LONGEST_TITLE + " 个字");
        }
        String text = body.strip();
        if (text.length() < 10 || text.length() > LONGEST_BODY) {
            throw new FormRefused("body", "正文应为 10 至 " + LONGEST_BODY + " 个字");
        }
        if (snapshots.of(day).isEmpty()) {
            throw new FormRefused("day", "没有 " + day + " 的存档数字，请选择列出的日期");
        }
        jdbc.sql("select pg_advisory_xact_lock(hashtext('figure-report-number'))")
                .query(row -> {});
        Instant now = clock.instant();
        int year = now.atZone(Standing.ZONE).getYear();
        List<Ranking.Unit> units = units(viewer, day);
        long id = jdbc.sql("""
            insert into figure_report (year, serial, title, body, day, ranking, issued_by, issued_name, issued_at)
            select :year, coalesce(max(serial), 0) + 1, :title, :body, :day, cast(:ranking as jsonb), :by, :name,
                   :now
            from figure_report where year = :year
            returning id\
            """)
                .param("year", year)
                .param("title", heading)
                .param("body", text)
                .param("day", Date.valueOf(day))
                .param("ranking", write(units))
                .param("by", viewer.userId())
                .param("name", viewer.displayName())
                .param("now", Timestamp.from(now))
                .query(Long.class)
                .single();
        Report report = find(id).orElseThrow();
        letters.issued(report);
        audit.record("figures.reportIssued", "report:" + id, report.number());
        return id;
    }

    /** The newest first. */
    @Transactional(readOnly = true)
    List<Report> all() {
        return jdbc.sql(SELECT + " order by id desc limit 100").query(this::map).list();
    }

    @Transactional(readOnly = true)
    Optional<Report> find(long id) {
        return jdbc.sql(SELECT + " where id = ?").param(id).query(this::map).optional();
    }

    private static final String SELECT =
            "select id, year, serial, title, body, day, ranking, issued_name, issued_at from figure_report";

    private Report map(ResultSet row, int n) throws SQLException {
        return new Report(
                row.getLong(1),
                row.getInt(2),
                row.getInt(3),
                row.getString(4),
                row.getString(5),
                row.getDate(6).toLocalDate(),
                Ranking.of(read(row.getString(7))),
                row.getString(8),
                row.getTimestamp(9).toInstant());
    }

    private String write(List<Ranking.Unit> units) {
        try {
            return json.writeValueAsString(units);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private List<Ranking.Unit> read(String units) {
        try {
            return json.readValue(units, UNITS);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
