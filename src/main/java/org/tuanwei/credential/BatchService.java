package org.tuanwei.credential;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.text.Normalizer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.credential.CredentialSheet.Line;
import org.tuanwei.credential.HeldBatches.Held;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Audit;
import org.tuanwei.security.Viewers;
import org.tuanwei.spreadsheet.WorkbookReader;

/**
 * Tencent's workbook with many numbers: read and judged line by line, shown without a password, imported as a whole or
 * not at all; the file is never stored, its digest keeps it from being imported twice (security row 18).
 */
@Service
class BatchService {

    /** The judgement of one line; {@code verdict} is empty when it can be imported. */
    record Judged(int row, String receipt, String school, String qqNumber, String verdict) {
        public boolean good() {
            return verdict.isEmpty();
        }
    }

    /** What the page shows before anything is stored. */
    record Preview(String fingerprint, List<Judged> lines) {
        public long good() {
            return lines.stream().filter(Judged::good).count();
        }
    }

    /** The upload as a whole is not accepted. */
    static class BatchRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BatchRefused(String message) {
            super(message, null, false, false);
        }
    }

    private record Target(Line line, HumanTask task) {}

    private final WorkbookReader reader;
    private final HeldBatches held;
    private final IssueService issues;
    private final CaseFiles files;
    private final Organizations organizations;
    private final Workflow workflow;
    private final Viewers viewers;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final CredentialProperties properties;
    private final Clock clock;

    BatchService(
            WorkbookReader reader,
            HeldBatches held,
            IssueService issues,
            CaseFiles files,
            Organizations organizations,
            Workflow workflow,
            Viewers viewers,
            Audit audit,
            JdbcClient jdbc,
            CredentialProperties properties,
            Clock clock) {
        this.reader = reader;
        this.held = held;
        this.issues = issues;
        this.files = files;
        this.organizations = organizations;
        this.workflow = workflow;
        this.viewers = viewers;
        this.audit = audit;
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Reads and judges; stores nothing.
     *
     * @throws BatchRefused when the file was imported before, is empty or too long
     * @throws org.tuanwei.spreadsheet.WorkbookRefused when it is not read
     */
    @Transactional(readOnly = true)
    public Preview preview(byte[] content, String fileName) {
        byte[] sha256 = sha256(content);
        refuseReplay(sha256);
        List<Line> lines = CredentialSheet.read(reader.read(content, fileName));
        if (lines.isEmpty()) {
            throw new BatchRefused("工作簿里没有可导入的行，请在表头下面逐行填写");
        }
        if (lines.size() > properties.batchLines()) {
            throw new BatchRefused("一次最多导入 " + properties.batchLines() + " 行，请分成几个文件上传");
        }
        Held batch = held.hold(viewers.current().userId(), sha256, lines)
                .orElseThrow(() -> new BatchRefused("当前待确认的批次太多，请过几分钟再上传"));
        return new Preview(batch.fingerprint(), judge(lines, new HashMap<>()));
    }

    /**
     * Imports the good lines of what the person has previewed, judged anew.
     *
     * @return how many
     * @throws BatchRefused when the preview is too old, or the file was imported meanwhile
     */
    @Transactional
    public int confirm(String fingerprint) {
        String user = viewers.current().userId();
        Held batch = held.find(user, fingerprint).orElseThrow(() -> new BatchRefused("预览已失效，请重新上传工作簿"));
        refuseReplay(batch.sha256());
        Map<Integer, Target> targets = new HashMap<>();
        judge(batch.lines(), targets);
        if (targets.isEmpty()) {
            throw new BatchRefused("没有可以导入的行，请更正后重新上传");
        }
        remember(batch, targets.size(), user);
        for (Line line : batch.lines()) {
            Target target = targets.get(line.row());
            if (target != null) {
                issues.store(target.task(), line.qqNumber(), line.password());
            }
        }
        audit.record("credential.batch", "sha256:" + fingerprint, targets.size() + " 个号码");
        return targets.size();
    }

    /** After the import is committed nothing stays in memory; before, a failure leaves the preview to be confirmed. */
    void forget() {
        held.drop(viewers.current().userId());
    }

    private void remember(Held batch, int imported, String user) {
        try {
            jdbc.sql("""
                            insert into credential_batch (sha256, lines, imported, imported_by, imported_at)
                            values (:sha256, :lines, :imported, :by, :now)
                            """)
                    .param("sha256", batch.sha256())
                    .param("lines", batch.lines().size())
                    .param("imported", imported)
                    .param("by", user)
                    .param("now", Timestamp.from(clock.instant()))
                    .update();
        } catch (DuplicateKeyException replayed) {
            throw replay();
        }
    }

    private void refuseReplay(byte[] sha256) {
        if (jdbc.sql("select exists (select from credential_batch where sha256 = :sha256)")
                .param("sha256", sha256)
                .query(Boolean.class)
                .single()) {
            throw replay();
        }
    }

    private static BatchRefused replay() {
        return new BatchRefused("这个文件已经导入过，同一文件不能重复导入；如有更正，请修改后另存再上传");
    }

    private List<Judged> judge(List<Line> lines, Map<Integer, Target> good) {
        Set<String> repeatedReceipts =
                repeated(lines.stream().map(Line::receipt).toList());
        Set<String> repeatedNumbers =
                repeated(lines.stream().map(Line::qqNumber).toList());
        List<Judged> judged = new ArrayList<>();
        for (Line line : lines) {
            String verdict = verdict(line, repeatedReceipts, repeatedNumbers, good);
            judged.add(new Judged(line.row(), line.receipt(), line.school(), line.qqNumber(), verdict));
        }
        return judged;
    }

    private String verdict(
            Line line, Set<String> repeatedReceipts, Set<String> repeatedNumbers, Map<Integer, Target> good) {
        if (line.receipt().isEmpty()) {
            return "缺少受理号";
        }
        Optional<CaseFile> found = files.byReceipt(line.receipt());
        if (found.isEmpty()) {
            return "受理号不存在";
        }
        CaseFile file = found.get();
        Optional<HumanTask> task = waiting(file);
        if (task.isEmpty()) {
            return "该案件目前不在等待号码";
        }
        if (!isName(file, line.school())) {
            return "学校名称与受理号不符";
        }
        if (repeatedReceipts.contains(line.receipt())) {
            return "受理号在文件中重复";
        }
        if (!Credential.isNumber(line.qqNumber())) {
            return line.qqNumber().isEmpty() ? "缺少 QQ 号" : "QQ 号应为 5 至 11 位数字";
        }
        if (repeatedNumbers.contains(line.qqNumber())) {
            return "QQ 号在文件中重复";
        }
        Optional<String> other = issues.takenBy(line.qqNumber(), file.id());
        if (other.isPresent()) {
            return "QQ 号已登记给" + other.get();
        }
        String objection = Credential.objectionTo(line.password());
        if (objection.isEmpty()) {
            good.put(line.row(), new Target(line, task.get()));
        }
        return objection;
    }

    private Optional<HumanTask> waiting(CaseFile file) {
        return workflow.openTasks(file.id()).stream()
                .filter(task -> task.key().equals(CredentialProcess.ISSUE))
                .filter(task -> workflow.mayWorkOn(task.taskId()))
                .findFirst();
    }

    private boolean isName(CaseFile file, String name) {
        if (bare(file.organizationName()).equals(bare(name))) {
            return true;
        }
        Organization organization = organizations.get(file.organizationId());
        return organizations.formerNames(organization).stream()
                .anyMatch(former -> bare(former).equals(bare(name)));
    }

    private static String bare(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).replaceAll("\\s+", "");
    }

    private static Set<String> repeated(List<String> values) {
        Set<String> seen = new HashSet<>();
        Set<String> repeated = new HashSet<>();
        for (String value : values) {
            if (!value.isEmpty() && !seen.add(value)) {
                repeated.add(value);
            }
        }
        return repeated;
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
