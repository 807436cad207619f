package org.tuanwei.problem;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.casefile.CaseScope;
import org.tuanwei.casefile.Level;
import org.tuanwei.casefile.Party;
import org.tuanwei.casefile.Waiting;
import org.tuanwei.contact.PlainWords;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.problem.NumberRow.Outcome;
import org.tuanwei.problem.NumberRows.Sheet;
import org.tuanwei.problem.NumberSheet.Judged;
import org.tuanwei.problem.NumberSheet.Line;
import org.tuanwei.problem.ProblemEntry.What;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;
import org.tuanwei.spreadsheet.WorkbookReader;

/** Many numbers that do not work as one problem: judged row by row, put to Tencent, answered row by row (E3, E6). */
@Service
@Transactional
class NumbersService {

    private static final int LONGEST_TEXT = 200;
    private static final int LONGEST_ANSWER = 300;

    private final WorkbookReader reader;
    private final NumberRows rows;
    private final Problems problems;
    private final ProblemThreads threads;
    private final ProblemProcess process;
    private final CaseFiles files;
    private final Organizations organizations;
    private final Waiting waiting;
    private final Actors actors;
    private final Viewers viewers;
    private final AccessPolicy policy;
    private final CaseScope caseScope;
    private final ProblemProperties properties;

    NumbersService(
            WorkbookReader reader,
            NumberRows rows,
            Problems problems,
            ProblemThreads threads,
            ProblemProcess process,
            CaseFiles files,
            Organizations organizations,
            Waiting waiting,
            Actors actors,
            Viewers viewers,
            AccessPolicy policy,
            CaseScope caseScope,
            ProblemProperties properties) {
        this.reader = reader;
        this.rows = rows;
        this.problems = problems;
        this.threads = threads;
        this.process = process;
        this.files = files;
        this.organizations = organizations;
        this.waiting = waiting;
        this.actors = actors;
        this.viewers = viewers;
        this.policy = policy;
        this.caseScope = caseScope;
        this.properties = properties;
    }

    /** The organisation in whose name the viewer uploads: his school, or his unit; none for everybody else. */
    @Transactional(readOnly = true)
    Optional<Organization> uploader(Viewer viewer) {
        return organizations.units().stream()
                .filter(unit -> viewer.isProvince(unit.code()))
                .findFirst()
                .or(() -> viewer.schoolCodes().stream().findFirst().flatMap(organizations::byCode));
    }

    /** The numbers that the viewer's cases have, for a template that is only to be thinned out. */
    @Transactional(readOnly = true)
    byte[] template() {
        requiredUploader();
        return NumberSheet.template(rows.known(caseScope.of(viewers.current(), Subject.CASE), properties.mostRows()));
    }

    /** Reads and judges. @return id of the preview. @throws FormRefused when there is nothing in it, or too much */
    long preview(byte[] content, String fileName) {
        requiredUploader();
        List<Line> lines = NumberSheet.read(reader.read(content, fileName));
        if (lines.isEmpty()) {
            throw new FormRefused("file", "工作簿里没有可读的行，请在表头下面逐行填写");
        }
        if (lines.size() > properties.mostRows()) {
            throw new FormRefused("file", "一次最多 " + properties.mostRows() + " 行，请分成几个文件上传");
        }
        Set<String> seen = new HashSet<>();
        Set<String> repeated = new HashSet<>();
        lines.forEach(line -> {
            if (!seen.add(line.qqNumber())) {
                repeated.add(line.qqNumber());
            }
        });
        List<Judged> judged = lines.stream().map(line -> judge(line, repeated)).toList();
        return rows.keep(viewers.current().userId(), fileName, judged);
    }

    @Transactional(readOnly = true)
    Sheet required(long sheetId) {
        return rows.preview(sheetId, viewers.current().userId()).orElseThrow(() -> new NotVisible("预览"));
    }

    /** Opens one problem with the good rows of the preview. @throws FormRefused when there are none */
    Problem confirm(long sheetId) {
        Organization uploader = requiredUploader();
        Sheet sheet = required(sheetId);
        List<NumberRow> taken =
                rows.ofSheet(sheet.id()).stream().filter(NumberRow::good).toList();
        if (taken.isEmpty()) {
            throw new FormRefused("file", "没有可以提交的行，请更正后重新上传");
        }
        for (NumberRow row : taken) {
            if (rows.openProblemOf(row.qqNumber()).isPresent()) {
                throw new FormRefused("file", "第 " + row.line() + " 行的号码刚刚已在另一个问题中提出，请重新上传核对");
            }
        }
        Viewer viewer = viewers.current();
        Place place = new Place(uploader.unitCode(), uploader.schoolCode(), Level.of(uploader));
        Party party = viewer.isProvince(uploader.unitCode()) ? Party.PROVINCE : Party.SCHOOL;
        Problem problem = problems.registerNumbers(
                uploader,
                taken.size() + " 个号码不能用，见逐行清单",
                Actors.group(party, place, process.ownerGroup(uploader.id())),
                new Problems.Actor(viewer.userId(), viewer.displayName(), party));
        rows.confirm(sheet.id(), problem.id());
        process.openNumbers(problem, uploader);
        return problems.get(problem.id());
    }

    /** The process has begun: it is written down, and told to every case whose number is among them. */
    void opened(long problemId) {
        Problem problem = problems.get(problemId);
        threads.write(problemId, What.OPENED, problem.text(), actors.current(problem.place()));
        tellCases(problem, rows.ofProblem(problemId), "problem.numberRaised");
    }

    /** Tencent has it: every case on its way whose number is not answered waits for Tencent. */
    void putToPartner(HumanTask task) {
        Set<Long> cases = new LinkedHashSet<>();
        for (NumberRow row : rows.ofProblem(ProblemProcess.problemId(task))) {
            Long caseId = row.caseId();
            if (!row.answered() && caseId != null && files.get(caseId).running()) {
                cases.add(caseId);
            }
        }
        waiting.beginShared(task, Party.TENCENT, cases);
    }

    /** Tencent answers some rows. @throws FormRefused naming the row that will not do; then nothing is stored */
    int answer(Problem problem, Map<Long, Outcome> outcomes, Map<Long, String> answers) {
        HumanTask task = requiredTask(problem, ProblemProcess.HANDLE);
        String by = viewers.current().displayName();
        int answered = 0;
        for (NumberRow row : rows.ofProblem(problem.id())) {
            Outcome outcome = outcomes.get(row.id());
            if (outcome == null) {
                continue;
            }
            String answer = answers.getOrDefault(row.id(), "").strip();
            if (outcome == row.outcome() && answer.equals(Objects.requireNonNullElse(row.answer(), ""))) {
                continue;
            }
            if (answer.length() > LONGEST_ANSWER || PlainWords.holdsPassword(answer)) {
                throw new FormRefused(
                        "answer",
                        "第 " + row.line() + " 行：答复"
                                + (answer.length() > LONGEST_ANSWER ? "不超过 " + LONGEST_ANSWER + " 个字" : "里似乎写有密码，请删去"));
            }
            if (outcome == Outcome.EXPLAINED && answer.length() < 2) {
                throw new FormRefused("answer", "第 " + row.line() + " 行：选「已说明」的，请写明怎么回事");
            }
            rows.answer(row.id(), outcome, PlainWords.masked(answer), by);
            answered++;
        }
        List<NumberRow> now = rows.ofProblem(problem.id());
        Set<Long> open = new HashSet<>();
        now.stream().filter(row -> !row.answered()).forEach(row -> open.add(row.caseId() == null ? -1 : row.caseId()));
        now.stream()
                .filter(NumberRow::answered)
                .map(NumberRow::caseId)
                .filter(caseId -> caseId != null && !open.contains(caseId))
                .distinct()
                .forEach(caseId -> waiting.endShared(task.taskId(), caseId));
        return answered;
    }

    /**
     * The same from the workbook that Tencent was given. @return how many rows were answered
     *
     * @throws FormRefused naming the lines that will not do; then nothing is stored
     */
    int answer(Problem problem, byte[] content, String fileName) {
        requiredTask(problem, ProblemProcess.HANDLE);
        AnswerSheet.Answers answers = AnswerSheet.read(reader.read(content, fileName), rows.ofProblem(problem.id()));
        return answer(problem, answers.outcomes(), answers.texts());
    }

    /** All rows are answered: hands the problem back to whoever raised it. */
    void finish(Problem problem) {
        HumanTask task = requiredTask(problem, ProblemProcess.HANDLE);
        process.complete(task, Map.of("action", HandleForm.ROWS, "answer", summary(problem.id())));
    }

    /** Tencent has answered: every case whose number is among them is told what was done. */
    void answered(long problemId) {
        tellCases(problems.get(problemId), rows.ofProblem(problemId), "problem.numberAnswered");
    }

    /** Whoever raised it accepts all rows, or sends some back. @param unsolved ids of the rows that still fail */
    void verdict(Problem problem, Collection<Long> unsolved, String reason) {
        HumanTask task = requiredTask(problem, ProblemProcess.CONFIRM);
        if (unsolved.isEmpty()) {
            process.complete(task, Map.of(ProblemProcess.SOLVED, "yes"));
            return;
        }
        PlainWords.require(reason, 4, 500);
        rows.markUnsolved(problem.id(), unsolved);
        process.complete(task, Map.of(ProblemProcess.SOLVED, "no", "reason", reason.strip()));
    }

    /** A new round: what was sent back waits for an answer again. */
    void reopened(long problemId) {
        rows.reopen(problemId);
    }

    @Transactional(readOnly = true)
    int unanswered(long problemId) {
        return (int) rows.ofProblem(problemId).stream()
                .filter(row -> !row.answered())
                .count();
    }

    /** 共 12 行，已答复 9 行（已说明 4、已解冻 5）. */
    @Transactional(readOnly = true)
    String summary(long problemId) {
        List<NumberRow> all = rows.ofProblem(problemId);
        List<String> parts = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            long count = all.stream().filter(row -> row.outcome() == outcome).count();
            if (count > 0) {
                parts.add(outcome.label() + " " + count);
            }
        }
        long answered = all.stream().filter(NumberRow::answered).count();
        return "共 " + all.size() + " 行，已答复 " + answered + " 行"
                + (parts.isEmpty() ? "" : "（" + String.join("、", parts) + "）");
    }

    private Judged judge(Line line, Set<String> repeated) {
        String form = formProblem(line, repeated);
        if (!form.isEmpty()) {
            return new Judged(line, null, form);
        }
        Optional<CaseFile> found = match(line);
        if (found.isEmpty()) {
            return new Judged(line, null, "没有找到这个号码或单位，或不属于贵单位");
        }
        CaseFile file = found.get();
        if (!bare(file.organizationName()).equals(bare(line.school()))
                && organizations.formerNames(organizations.get(file.organizationId())).stream()
                        .noneMatch(former -> bare(former).equals(bare(line.school())))) {
            return new Judged(line, null, "单位名称与号码不符（号码属于" + file.organizationName() + "）");
        }
        if (file.qqNumber() != null && !file.qqNumber().equals(line.qqNumber())) {
            return new Judged(line, null, "号码与登记的不一致（登记为 " + file.qqNumber() + "）");
        }
        return new Judged(
                line,
                file.id(),
                rows.openProblemOf(line.qqNumber())
                        .or(() -> atTencent(file))
                        .map(id -> "已在第 " + id + " 号问题中等待处理")
                        .orElse(""));
    }

    /** The open problem of its own in which Tencent looks into the number already (C6). */
    private Optional<Long> atTencent(CaseFile file) {
        return problems.ofCase(file.id()).stream()
                .filter(problem -> problem.handler() == Problem.Handler.TENCENT && !problem.closed())
                .map(Problem::id)
                .findFirst();
    }

    private static String formProblem(Line line, Set<String> repeated) {
        if (line.school().isEmpty()) {
            return "缺少单位名称";
        }
        if (!line.qqNumber().matches("[1-9]\\d{4,10}")) {
            return line.qqNumber().isEmpty() ? "缺少 QQ 号" : "QQ 号应为 5 至 11 位数字";
        }
        if (repeated.contains(line.qqNumber())) {
            return "QQ 号在文件中重复";
        }
        if (!NumberSheet.TROUBLES.contains(line.trouble())) {
            return (line.trouble().isEmpty() ? "缺少问题" : "问题不认识") + "，请填：" + String.join("、", NumberSheet.TROUBLES);
        }
        if (line.trouble().equals("其他") && line.text().isEmpty()) {
            return "问题为「其他」的，请填写说明";
        }
        if (line.text().length() > LONGEST_TEXT) {
            return "说明不超过 " + LONGEST_TEXT + " 个字";
        }
        return PlainWords.holdsPassword(line.text()) ? "说明里似乎写有密码，请删去" : "";
    }

    /** By number, else by name where the case has no number yet; only among what the uploader works on. */
    private Optional<CaseFile> match(Line line) {
        return files.byQqNumber(line.qqNumber())
                .or(() -> organizations
                        .byCodeOrName(line.school())
                        .flatMap(organization -> files.living(organization.id(), CaseFile.TENCENT_WEIBO)))
                .filter(file -> policy.verb(viewers.current(), Subject.CASE, file.target()) == Verb.DO);
    }

    private HumanTask requiredTask(Problem problem, String key) {
        return process.myTask(problem, key).orElseThrow(() -> new NotAllowed("这个问题现在不由您办理，或已由同事签收"));
    }

    private Organization requiredUploader() {
        return uploader(viewers.current()).orElseThrow(() -> new NotAllowed("批量提出号码问题由学校或省级团委办理"));
    }

    private void tellCases(Problem problem, List<NumberRow> all, String kind) {
        Set<@Nullable Long> told = new HashSet<>();
        for (NumberRow row : all) {
            Long caseId = row.caseId();
            if (caseId != null && told.add(caseId)) {
                files.tell(
                        caseId,
                        kind,
                        Map.of(
                                "number",
                                row.qqNumber(),
                                "trouble",
                                row.trouble(),
                                "problem",
                                Long.toString(problem.id()),
                                "outcome",
                                row.outcome() == null ? "" : row.outcome().label()));
            }
        }
    }

    private static String bare(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).replaceAll("\\s+", "");
    }
}
