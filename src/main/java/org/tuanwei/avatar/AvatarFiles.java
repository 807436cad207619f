package org.tuanwei.avatar;

import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewers;

/** Serves stored avatars to those who may see them, under our own ids and with a content type that is fixed. */
@Controller
class AvatarFiles {

    private static final String NOTHING_ACTIVE = "default-src 'none'; sandbox";

    private final Avatars avatars;
    private final CaseFiles files;
    private final AccessPolicy policy;
    private final Viewers viewers;

    AvatarFiles(Avatars avatars, CaseFiles files, AccessPolicy policy, Viewers viewers) {
        this.avatars = avatars;
        this.files = files;
        this.policy = policy;
        this.viewers = viewers;
    }

    @GetMapping("/avatars/{id:\\d+}")
    ResponseEntity<byte[]> file(@PathVariable long id, @RequestParam(defaultValue = "false") boolean download) {
        Avatar avatar = visible(id);
        CaseFile file = files.get(avatar.caseId());
        String suffix = avatar.contentType().equals(MediaType.IMAGE_PNG_VALUE) ? ".png" : ".jpg";
        ContentDisposition.Builder disposition =
                download ? ContentDisposition.attachment() : ContentDisposition.inline();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(avatar.contentType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        disposition
                                .filename(
                                        file.organizationName() + "-头像-第" + avatar.version() + "版" + suffix,
                                        StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("Content-Security-Policy", NOTHING_ACTIVE)
                .header("X-Content-Type-Options", "nosniff")
                .body(avatars.bytes(id));
    }

    /** The small picture for lists. */
    @GetMapping("/avatars/{id:\\d+}/preview")
    ResponseEntity<byte[]> preview(@PathVariable long id) {
        Avatar avatar = visible(id);
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_JPEG)
                .header("Content-Security-Policy", NOTHING_ACTIVE)
                .header("X-Content-Type-Options", "nosniff")
                .body(avatars.preview(avatar.id()));
    }

    private Avatar visible(long id) {
        Avatar avatar = avatars.byId(id).orElseThrow(() -> new NotVisible("头像"));
        Verb verb = policy.requireSee(
                viewers.current(), Subject.AVATAR, files.get(avatar.caseId()).target(), "头像");
        if (avatar.draft() && verb != Verb.DO) {
            throw new NotVisible("头像");
        }
        return avatar;
    }
}
