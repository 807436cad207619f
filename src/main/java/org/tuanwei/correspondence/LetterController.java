package org.tuanwei.correspondence;

import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewers;

/** Attachments of letters for whoever may read them, only ever as a download; and the mark that a letter was seen. */
@Controller
class LetterController {

    private static final String NOTHING_ACTIVE = "default-src 'none'; sandbox";

    private final CaseLetters letters;
    private final CaseFiles files;
    private final AccessPolicy policy;
    private final Viewers viewers;

    LetterController(CaseLetters letters, CaseFiles files, AccessPolicy policy, Viewers viewers) {
        this.letters = letters;
        this.files = files;
        this.policy = policy;
        this.viewers = viewers;
    }

    @GetMapping("/letters/files/{id:\\d+}")
    ResponseEntity<byte[]> file(@PathVariable long id) {
        CaseLetters.Content content = letters.content(id).orElseThrow(() -> new NotVisible("附件"));
        Verb verb = policy.verb(
                viewers.current(), Subject.MAIL, files.get(content.caseId()).target());
        if (verb.compareTo(Verb.SEE) < 0) {
            throw new NotVisible("附件");
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(content.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("Content-Security-Policy", NOTHING_ACTIVE)
                .header("X-Content-Type-Options", "nosniff")
                .body(content.bytes());
    }

    @PostMapping("/letters/{id:\\d+}/seen")
    @Transactional
    public String seen(@PathVariable long id, RedirectAttributes flash) {
        long caseId = letters.caseOf(id).orElseThrow(() -> new NotVisible("来信"));
        files.workable(caseId);
        if (letters.seen(id, viewers.current().userId())) {
            flash.addFlashAttribute("notice", "已标记为看过。");
        }
        return "redirect:/cases/" + caseId + "#letters";
    }
}
