package org.tuanwei.problem;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseScope;
import org.tuanwei.contact.PlainWords;
import org.tuanwei.problem.NumberRow.Outcome;
import org.tuanwei.problem.NumberSheet.Judged;

/** The rows of workbooks of numbers, previewed and put to the partner. */
@Repository
@Transactional
class NumberRows {

    /** A preview that waits to be confirmed by whoever uploaded it. */
    record Sheet(long id, String fileName, String uploadedBy) {}

    private static final String SELECT = "select r.id, r.line, r.school, r.qq_number, r.trouble, r.text, r.case_id,"
            + " r.verdict, r.outcome, r.answer, r.answered_by, r.answered_at, r.unsolved"
            + " from problem_row r join problem_sheet s on s.id = r.sheet_id where ";

    private final JdbcClient jdbc;
    private final Clock clock;

    NumberRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Keeps a preview; the uploader's former ones that he never confirmed are dropped. @return id of the sheet */
    long keep(String userId, String fileName, List<Judged> rows) {
        jdbc.sql("delete from problem_sheet where problem_id is null and uploaded_by = ?")
                .param(userId)
                .update();
        long sheet = jdbc.sql("insert into problem_sheet (file_name, uploaded_by, uploaded_at) values (?, ?, ?)"
                        + " returning id")
                .params(fileName, userId, now())
                .query(Long.class)
                .single();
        for (Judged row : rows) {
            jdbc.sql("insert into problem_row (sheet_id, line, school, qq_number, trouble, text, case_id, verdict)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?)")
                    .params(
                            sheet,
                            row.line().number(),
                            row.line().school(),
                            row.line().qqNumber(),
                            row.line().trouble(),
                            PlainWords.kept(row.line().text()),
                            row.caseId(),
                            row.verdict())
                    .update();
        }
        return sheet;
    }

    /** Name and number of the cases under this condition that have a number, two columns left to fill in. */
    @Transactional(readOnly = true)
    List<List<String>> known(CaseScope.Condition visible, int most) {
        return jdbc.sql("select o.name, c.qq_number from case_file c join organization o on o.id = c.organization_id"
                        + " where c.qq_number is not null and c.state <> 'ENDED' and " + visible.sql()
                        + " order by o.code limit " + most)
                .params(visible.params())
                .query((row, n) -> List.of(row.getString(1), row.getString(2), "", ""))
                .list();
    }

    /** Of this person only. */
    @Transactional(readOnly = true)
    Optional<Sheet> preview(long sheetId, String userId) {
        return jdbc.sql("select id, file_name, uploaded_by from problem_sheet"
                        + " where id = ? and problem_id is null and uploaded_by = ?")
                .params(sheetId, userId)
                .query((row, n) -> new Sheet(row.getLong(1), row.getString(2), row.getString(3)))
                .optional();
    }

    /** Ties the good rows to the problem and drops the others. @return how many rows */
    int confirm(long sheetId, long problemId) {
        jdbc.sql("update problem_sheet set problem_id = ? where id = ? and problem_id is null")
                .params(problemId, sheetId)
                .update();
        jdbc.sql("delete from problem_row where sheet_id = ? and verdict <> ''")
                .param(sheetId)
                .update();
        return ofProblem(problemId).size();
    }

    @Transactional(readOnly = true)
    List<NumberRow> ofSheet(long sheetId) {
        return jdbc.sql(SELECT + "r.sheet_id = ? order by r.line")
                .param(sheetId)
                .query(NumberRows::map)
                .list();
    }

    @Transactional(readOnly = true)
    List<NumberRow> ofProblem(long problemId) {
        return jdbc.sql(SELECT + "s.problem_id = ? order by r.line")
                .param(problemId)
                .query(NumberRows::map)
                .list();
    }

    /** The problems whose rows name this case, the newest first. */
    @Transactional(readOnly = true)
    List<Long> problemsNaming(long caseId) {
        return jdbc.sql("select s.problem_id from problem_row r join problem_sheet s on s.id = r.sheet_id"
                        + " where r.case_id = ? and s.problem_id is not null group by 1 order by 1 desc")
                .param(caseId)
                .query(Long.class)
                .list();
    }

    /** The open problems in which a row about this case still waits for its answer. */
    @Transactional(readOnly = true)
    List<Long> problemsAwaiting(long caseId) {
        return jdbc.sql("select p.id from problem_row r join problem_sheet s on s.id = r.sheet_id"
                        + " join problem p on p.id = s.problem_id"
                        + " where r.case_id = ? and r.outcome is null and p.state <> 'CLOSED' group by 1 order by 1")
                .param(caseId)
                .query(Long.class)
                .list();
    }

    /** The open problem in which this number waits already. */
    @Transactional(readOnly = true)
    Optional<Long> openProblemOf(String qqNumber) {
        return jdbc.sql("select p.id from problem_row r join problem_sheet s on s.id = r.sheet_id"
                        + " join problem p on p.id = s.problem_id"
                        + " where r.qq_number = ? and p.state <> 'CLOSED' order by p.id limit 1")
                .param(qqNumber)
                .query(Long.class)
                .optional();
    }

    void answer(long rowId, Outcome outcome, String answer, String by) {
        jdbc.sql("update problem_row set outcome = ?, answer = ?, answered_by = ?, answered_at = ?, unsolved = false"
                        + " where id = ?")
                .params(outcome.name(), answer, by, now(), rowId)
                .update();
    }

    void markUnsolved(long problemId, Collection<Long> rowIds) {
        jdbc.sql("update problem_row set unsolved = true where id in (:ids)"
                        + " and sheet_id = (select id from problem_sheet where problem_id = :problem)")
                .param("ids", rowIds)
                .param("problem", problemId)
                .update();
    }

    /** Lets those that were sent back wait for an answer again; all of them where none was marked. */
    void reopen(long problemId) {
        jdbc.sql("""
                        update problem_row r set outcome = null, answered_by = null, answered_at = null, unsolved = true
                        from problem_sheet s
                        where s.id = r.sheet_id and s.problem_id = :problem
                          and (r.unsolved or not exists (select 1 from problem_row u
                                where u.sheet_id = r.sheet_id and u.unsolved))""").param("problem", problemId).update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static NumberRow map(ResultSet row, int n) throws SQLException {
        String outcome = row.getString("outcome");
        Timestamp at = row.getTimestamp("answered_at");
        return new NumberRow(
                row.getLong("id"),
                row.getInt("line"),
                row.getString("school"),
                row.getString("qq_number"),
                row.getString("trouble"),
                row.getString("text"),
                row.getObject("case_id", Long.class),
                row.getString("verdict"),
                outcome == null ? null : Outcome.valueOf(outcome),
                row.getString("answer"),
                row.getString("answered_by"),
                at == null ? null : at.toInstant(),
                row.getBoolean("unsolved"));
    }
}
