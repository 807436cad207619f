package org.tuanwei.credential;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseSection;
import org.tuanwei.casefile.Phase;
import org.tuanwei.credential.PickupLink.Standing;
import org.tuanwei.security.Viewer;
import org.tuanwei.web.Formats;

/** The delivery on the case page: how far it is, which links went out and what became of them; never a secret. */
@Component
class DeliverySection implements CaseSection {

    /** What the card shows. */
    record Card(
            String light,
            String state,
            List<Link> links,
            @Nullable String phraseAddress,
            @Nullable String phraseLabel) {}

    /** One link and its fate in words. */
    record Link(Instant sentAt, String occasion, String fate) {}

    private final Credentials credentials;
    private final PickupLinks links;
    private final Deliveries deliveries;
    private final CredentialProcess process;
    private final PhraseKeeper phrases;
    private final Formats formats;
    private final Clock clock;

    DeliverySection(
            Credentials credentials,
            PickupLinks links,
            Deliveries deliveries,
            CredentialProcess process,
            PhraseKeeper phrases,
            Formats formats,
            Clock clock) {
        this.credentials = credentials;
        this.links = links;
        this.deliveries = deliveries;
        this.process = process;
        this.phrases = phrases;
        this.formats = formats;
        this.clock = clock;
    }

    @Override
    public int order() {
        return 300;
    }

    @Override
    public String fragment() {
        return "credential/section :: card";
    }

    @Override
    public @Nullable Object model(CaseFile file, Viewer viewer) {
        List<PickupLink> sent = links.ofCase(file.id());
        Optional<Credential> credential = credentials.latest(file.id());
        boolean waiting = file.running() && file.phase() == Phase.TENCENT;
        PhraseKeeper.May may = file.running() && file.phase().compareTo(Phase.AVATAR) < 0
                ? phrases.may(file)
                : PhraseKeeper.May.NOTHING;
        if (sent.isEmpty() && credential.isEmpty() && !waiting && may == PhraseKeeper.May.NOTHING) {
            return null;
        }
        boolean locked = deliveries.isLocked(file.id());
        return new Card(
                light(credential),
                state(file, credential, locked),
                sent.stream()
                        .map(link -> new Link(link.createdAt(), link.occasion().label, fate(link)))
                        .toList(),
                may == PhraseKeeper.May.NOTHING ? null : "/cases/" + file.id() + "/pickup-phrase",
                may == PhraseKeeper.May.NOTHING ? null : may == PhraseKeeper.May.RESET ? "重设取号口令" : "设置取号口令");
    }

    /** Red is kept for what is late. */
    private static String light(Optional<Credential> credential) {
        return credential
                .map(found -> found.state() == Credential.State.DELIVERED ? "GREEN" : "YELLOW")
                .orElse("GREY");
    }

    private String state(CaseFile file, Optional<Credential> found, boolean locked) {
        if (found.isEmpty()) {
            return file.phase() == Phase.TENCENT ? "等待腾讯登记号码与初始密码" : "尚未登记号码";
        }
        Credential credential = found.get();
        return switch (credential.state()) {
            case DELIVERED -> "已取号并改密（" + formats.minute(credential.wipedAt()) + "）";
            case REVEALED ->
                "已取号（" + formats.minute(credential.revealedAt()) + "），"
                        + (process.openTasks(file.id()).contains(CredentialProcess.CONFIRM)
                                ? "等待确认改密"
                                : "单位反映账号异常，正在处理");
            case WIPED -> "已作废，等待重新登记号码与密码";
            case ENTERED, SEALED -> {
                if (locked) {
                    yield "取号链接已锁定，正在核实";
                }
                yield deliveries.goodAddress(file).isEmpty() ? "取号邮件被退回，等待更正邮箱" : "取号链接已寄出，等待单位取号";
            }
        };
    }

    private String fate(PickupLink link) {
        if (link.refusedAt() != null) {
            return "邮件被退回";
        }
        Standing standing = link.standing(clock.instant());
        return switch (standing) {
            case USED -> "已于 " + formats.minute(link.usedAt()) + " 取号";
            case LOCKED -> "已锁定";
            case OPEN -> "有效至 " + formats.deadline(link.expiresAt());
            case EXPIRED -> link.revokedAt() == null ? "已过期" : "已作废";
        };
    }
}
