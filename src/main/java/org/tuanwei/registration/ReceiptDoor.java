package org.tuanwei.registration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Timestamp;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.PickupPhrases;
import org.tuanwei.security.Secrets;

/**
 * Opens a case to whoever has its receipt number and its phrase. A receipt that does not exist is treated like a wrong
 * phrase, in words, in time and in being locked.
 */
@Service
class ReceiptDoor {

    private static final String PURPOSE = "receipt-correction";
    private static final String NOBODYS_HASH = new BCryptPasswordEncoder(10).encode("nobody's phrase");
    private static final int LONGEST_PHRASE = 200;

    /** @param lockedUntil set while the receipt is locked */
    record Try(Optional<CaseFile> opened, Optional<Instant> lockedUntil) {}

    private final CaseFiles files;
    private final PickupPhrases phrases;
    private final Secrets secrets;
    private final RegistrationProperties properties;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final BCryptPasswordEncoder encoder = new BCryptPasswordEncoder(10);

    ReceiptDoor(
            CaseFiles files,
            PickupPhrases phrases,
            Secrets secrets,
            RegistrationProperties properties,
            JdbcClient jdbc,
            Clock clock) {
        this.files = files;
        this.phrases = phrases;
        this.secrets = secrets;
        this.properties = properties;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** One try; wrong ones are counted by receipt. */
    @Transactional
    Try open(String typedReceipt, String typedPhrase) {
        String receipt = fold(typedReceipt);
        String phrase = typedPhrase.length() > LONGEST_PHRASE ? typedPhrase.substring(0, LONGEST_PHRASE) : typedPhrase;
        String key = secrets.digest("receipt-attempt", receipt);
        // tries with one receipt queue here, so that a hundred at once are a hundred, not one
        jdbc.sql("""
                        insert into receipt_attempt (receipt_hash, wrong, last_at) values (?, 0, ?)
                        on conflict (receipt_hash) do update set last_at = excluded.last_at""").params(key, Timestamp.from(clock.instant())).update();
        Optional<Instant> locked = jdbc.sql("select locked_until from receipt_attempt where receipt_hash = ?")
                .param(key)
                .query((row, n) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                .single()
                .filter(until -> until.isAfter(clock.instant()));
        if (locked.isPresent()) {
            return new Try(Optional.empty(), locked);
        }
        Optional<CaseFile> file = files.byReceipt(receipt).filter(found -> matches(found, phrase));
        if (file.isPresent()) {
            jdbc.sql("delete from receipt_attempt where receipt_hash = ?")
                    .param(key)
                    .update();
            return new Try(file, Optional.empty());
        }
        if (!isKnown(receipt)) {
            encoder.matches(phrase, NOBODYS_HASH);
        }
        return new Try(Optional.empty(), countWrong(key));
    }

    /** What the page carries so that its correction can be sent without the phrase, for a while. */
    String ticket(CaseFile file) {
        String content = file.id() + "."
                + clock.instant().plus(properties.correctionTime()).getEpochSecond();
        return content + "." + secrets.digest(PURPOSE, content);
    }

    /** The case a ticket was made for; empty when it is forged or too old. */
    @Transactional(readOnly = true)
    Optional<CaseFile> byTicket(String ticket) {
        int end = ticket.lastIndexOf('.');
        if (end < 0 || ticket.length() > 200) {
            return Optional.empty();
        }
        String content = ticket.substring(0, end);
        boolean genuine = MessageDigest.isEqual(
                secrets.digest(PURPOSE, content).getBytes(StandardCharsets.US_ASCII),
                ticket.substring(end + 1).getBytes(StandardCharsets.US_ASCII));
        if (!genuine) {
            return Optional.empty();
        }
        String[] parts = content.split("\\.");
        boolean fresh = Long.parseLong(parts[1]) > clock.instant().getEpochSecond();
        return fresh ? Optional.of(files.get(Long.parseLong(parts[0]))) : Optional.empty();
    }

    /** Tries of yesterday matter no more. */
    @Transactional
    void forgetOld() {
        jdbc.sql("delete from receipt_attempt where last_at < ?")
                .param(Timestamp.from(clock.instant().minus(Duration.ofDays(1))))
                .update();
    }

    /** As it is printed: capitals, half-width, no spaces. */
    static String fold(String typed) {
        String folded = Normalizer.normalize(typed, Normalizer.Form.NFKC)
                .strip()
                .toUpperCase(Locale.ROOT)
                .replaceAll("[\\s\\p{Pd}\\u2212]+", "-")
                .replaceAll("[^A-Z0-9-]", "");
        return folded.length() > 40 ? folded.substring(0, 40) : folded;
    }

    private boolean matches(CaseFile file, String phrase) {
        return phrases.matches(file.organizationId(), phrase);
    }

    private boolean isKnown(String receipt) {
        return files.byReceipt(receipt)
                .filter(file -> phrases.isSet(file.organizationId()))
                .isPresent();
    }

    private Optional<Instant> countWrong(String key) {
        Instant until = clock.instant().plus(properties.lock());
        int wrong = jdbc.sql("update receipt_attempt set wrong = wrong + 1 where receipt_hash = ? returning wrong")
                .param(key)
                .query(Integer.class)
                .single();
        if (wrong < properties.wrongPhrases()) {
            return Optional.empty();
        }
        jdbc.sql("update receipt_attempt set wrong = 0, locked_until = ? where receipt_hash = ?")
                .params(Timestamp.from(until), key)
                .update();
        return Optional.of(until);
    }
}
