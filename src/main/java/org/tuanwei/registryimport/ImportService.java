package org.tuanwei.registryimport;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.change.ChangeProposals;
import org.tuanwei.change.ChangeProposals.Ending;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.organization.RegistryComparison;
import org.tuanwei.organization.RegistryComparison.Line;
import org.tuanwei.organization.RegistryComparison.Verdict;
import org.tuanwei.organization.RegistryImport;
import org.tuanwei.organization.RegistryRefused;
import org.tuanwei.organization.RegistryRow;
import org.tuanwei.registryimport.RegistryImports.Import;
import org.tuanwei.security.Audit;
import org.tuanwei.spreadsheet.WorkbookReader;
import org.tuanwei.spreadsheet.WorkbookRefused;

/** Takes a list in, shows what it would do, and lets a person decide. */
@Service
@Transactional
class ImportService {

    private final WorkbookReader reader;
    private final RegistryImports imports;
    private final RegistryImport registry;
    private final Organizations organizations;
    private final ChangeProposals proposals;
    private final Audit audit;

    ImportService(
            WorkbookReader reader,
            RegistryImports imports,
            RegistryImport registry,
            Organizations organizations,
            ChangeProposals proposals,
            Audit audit) {
        this.reader = reader;
        this.imports = imports;
        this.registry = registry;
        this.organizations = organizations;
        this.proposals = proposals;
        this.audit = audit;
    }

    /** What a confirmation cannot do, in Chinese. */
    static final class NotNow extends Exception {

        private static final long serialVersionUID = 1L;

        NotNow(String why) {
            super(why, null, false, false);
        }
    }

    /**
     * The lines of one kind that a page shows.
     *
     * @param figures how many of each kind
     * @param tied how many of MOVED stay because something is under way
     */
    record Preview(Map<Verdict, Long> figures, long tied, List<Line> lines) {

        /** How many come below another League unit. */
        public long moving() {
            return of(Verdict.MOVED.name()) - tied;
        }

        public long of(String verdict) {
            return figures.getOrDefault(Verdict.valueOf(verdict), 0L);
        }
    }

    /**
     * Reads the file and keeps it for its preview; the same file again is the same preview.
     *
     * @throws RegistryRefused what is wrong with the file, line by line
     */
    long upload(byte[] content, String fileName, String by) {
        String hash = sha256(content);
        Optional<Long> waiting = imports.waiting(hash);
        if (waiting.isPresent()) {
            return waiting.get();
        }
        try {
            MinistryList list = MinistryList.read(
                    reader.read(content, fileName),
                    organizations.units().stream().map(Organization::name).collect(Collectors.toSet()));
            return imports.add(fileName, hash, by, list);
        } catch (WorkbookRefused refused) {
            throw new RegistryRefused(List.of(String.valueOf(refused.getMessage())));
        }
    }

    @Transactional(readOnly = true)
    Preview preview(long id, Verdict shown, String text) {
        RegistryComparison comparison = registry.compare(imports.rows(id));
        Map<Verdict, Long> figures = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            figures.put(
                    verdict,
                    comparison.lines().stream()
                            .filter(line -> line.verdict() == verdict)
                            .count());
        }
        return new Preview(
                figures,
                comparison.lines().stream().filter(Line::stays).count(),
                comparison.lines().stream()
                        .filter(line -> line.verdict() == shown && matches(line, text))
                        .toList());
    }

    private static boolean matches(Line line, String text) {
        if (text.isEmpty()) {
            return true;
        }
        RegistryRow row = line.row();
        Organization before = line.before();
        return (row != null && (row.name().contains(text) || row.code().contains(text)))
                || (before != null
                        && (before.name().contains(text) || before.code().contains(text)));
    }

    /** Puts the type of one school right before the list is written. */
    void correctType(long id, String code, String type) throws NotNow {
        if (!SchoolTypes.ALL.contains(type)) {
            throw new NotNow("学校类型应为" + String.join("、", SchoolTypes.ALL) + "之一");
        }
        if (!imports.correctType(id, code, type)) {
            throw new NotNow("这份名单已经确认或放弃，不能再更正类型");
        }
    }

    /**
     * Lets the list be written; asked twice, it is written once.
     *
     * @param countsChecked whether the person has looked into numbers that do not agree
     */
    @Transactional(rollbackFor = NotNow.class)
    public void confirm(long id, boolean countsChecked, String by) throws NotNow {
        Import list = imports.find(id).orElseThrow();
        if (list.countsDiffer() && !countsChecked) {
            throw new NotNow("有的省份标题所写校数与实有行数不一致，请核对后勾选“已核对”再导入");
        }
        try {
            if (imports.confirm(id, by)) {
                audit.record("registry.import-confirmed", "registry-import:" + id, list.title());
            }
        } catch (DuplicateKeyException running) {
            throw new NotNow("另一份名单正在导入，请等它完成后再确认");
        }
    }

    void discard(long id) {
        imports.discard(id);
    }

    /** Proposes schools that the list no longer holds, each for its own approval; answers why some were not. */
    List<String> propose(List<String> codes, Ending ending, String reason) {
        return codes.stream()
                .map(organizations::byCode)
                .flatMap(Optional::stream)
                .filter(Organization::isSchool)
                .flatMap(school -> proposals.propose(school, ending, reason).stream())
                .toList();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
