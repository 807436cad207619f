package org.tuanwei.figures;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.tuanwei.mail.MailLinks;
import org.tuanwei.mail.MailRequest;
import org.tuanwei.mail.Outbox;
import org.tuanwei.mail.UnsafeMail;
import org.tuanwei.organization.Groups;
import org.tuanwei.security.Directory;

/** Tells every unit of an issued report and of its own place in it. */
@Component
class ReportLetters {

    static final String KIND = "figures-report";

    private static final Logger log = LoggerFactory.getLogger(ReportLetters.class);

    private final Outbox outbox;
    private final MailLinks links;
    private final Directory directory;

    ReportLetters(Outbox outbox, MailLinks links, Directory directory) {
        this.outbox = outbox;
        this.links = links;
        this.directory = directory;
    }

    void issued(Report report) {
        for (Ranking.Line line : report.ranking()) {
            Ranking.Unit unit = line.unit();
            Set<String> mails = new LinkedHashSet<>(directory.mailsOf(Groups.leadOf(unit.code())));
            mails.addAll(directory.mailsOf(Groups.staffOf(unit.code())));
            String body = """
                您好：

                团中央学校部印发了%s《%s》（数字截至%s24:00）。

                %s：高校 %d 所，已开通 %d 所，开通率 %s%s。

                全文和附表：
                %s
                """.formatted(
                            report.number(),
                            report.title(),
                            report.dayText(),
                            unit.name(),
                            unit.schools(),
                            unit.schoolsOpened(),
                            line.rate(),
                            line.rank() == 0 ? "" : "，排第 " + line.rank() + " 名",
                            links.to("/figures/reports/" + report.id()));
            for (String mail : mails) {
                send(report, unit, mail, body);
            }
        }
    }

    private void send(Report report, Ranking.Unit unit, String mail, String body) {
        String key = KIND + ":" + report.id() + ":" + unit.code() + ":"
                + UUID.nameUUIDFromBytes(mail.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        try {
            outbox.enqueue(new MailRequest(key, null, KIND, mail, "【通报】" + report.title(), body));
        } catch (UnsafeMail unsafe) {
            log.warn("report {}: {}", report.id(), unsafe.getMessage());
        }
    }
}
