package org.tuanwei.correspondence;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.Contacts;
import org.tuanwei.inbound.Letter;
import org.tuanwei.inbound.LetterReader;
import org.tuanwei.mail.RecipientMask;
import org.tuanwei.mail.ReturnedMails;
import org.tuanwei.mail.SentMail;
import org.tuanwei.mailbox.ArrivedMail;
import org.tuanwei.mailbox.MailTaker;

/** Files letters that name a case: by a mail of ours they answer, else by the receipt number in their subject. */
@Component
class LetterIntake implements MailTaker {

    private static final Logger log = LoggerFactory.getLogger(LetterIntake.class);
    private static final Pattern RECEIPT = Pattern.compile("(?<![A-Z0-9-])TW-[0-9]{4}-[2-9A-HJ-NP-Z]{8}(?![A-Z0-9])");
    private static final int MOST_A_DAY = 20;

    private final LetterReader reader;
    private final ReturnedMails mails;
    private final CaseFiles files;
    private final Contacts contacts;
    private final CaseLetters letters;

    LetterIntake(LetterReader reader, ReturnedMails mails, CaseFiles files, Contacts contacts, CaseLetters letters) {
        this.reader = reader;
        this.mails = mails;
        this.files = files;
        this.contacts = contacts;
        this.letters = letters;
    }

    @Override
    public int order() {
        return 200;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean take(ArrivedMail mail) {
        Letter letter = reader.read(mail.raw());
        Optional<CaseFile> found = caseOf(letter);
        if (found.isEmpty()) {
            return false;
        }
        CaseFile file = found.get();
        if (letters.received(file.id(), Duration.ofDays(1)) >= MOST_A_DAY) {
            log.warn("case {}: more than {} letters a day, no more are filed", file.id(), MOST_A_DAY);
            return false;
        }
        boolean fromContact = contacts.current(file.organizationId())
                .filter(card -> card.email().equalsIgnoreCase(letter.sender()))
                .isPresent();
        letters.file(file.id(), mail, letter, fromContact);
        files.tell(file.id(), "letter.filed", Map.of("sender", RecipientMask.masked(letter.sender())));
        return true;
    }

    private Optional<CaseFile> caseOf(Letter letter) {
        Optional<Long> answered = mails.namedIn(letter.answered()).map(SentMail::caseId);
        if (answered.isPresent()) {
            return answered.map(files::get);
        }
        Matcher receipt = RECEIPT.matcher(letter.subject());
        return receipt.find() ? files.byReceipt(receipt.group()) : Optional.empty();
    }
}
