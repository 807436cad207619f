package org.tuanwei.mailbox;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FolderClosedException;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.MessagingException;
import jakarta.mail.StoreClosedException;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads the mailbox round by round, on one node at a time. A mail is noted first, its attempt is counted before it is
 * opened, and it is flagged only after what follows from it was committed: whatever breaks in between, it is read again
 * and nothing happens twice.
 */
@Component
public class MailboxReader {

    private static final Logger log = LoggerFactory.getLogger(MailboxReader.class);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(5);
    private static final int LONGEST_ERROR = 300;

    private final MailboxProperties properties;
    private final InboundMails mails;
    private final List<MailTaker> takers;
    private final TransactionTemplate round;
    private final TransactionTemplate step;
    private final Clock clock;

    MailboxReader(
            MailboxProperties properties,
            InboundMails mails,
            List<MailTaker> takers,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.properties = properties;
        this.mails = mails;
        this.takers = takers.stream()
                .sorted((a, b) -> Integer.compare(a.order(), b.order()))
                .toList();
        this.round = new TransactionTemplate(transactions);
        this.step = new TransactionTemplate(transactions);
        step.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    /**
     * Takes over what has come in; does nothing without a mailbox, or while another node reads it.
     *
     * @return how many mails were dealt with
     */
    public int round() {
        if (!properties.configured()) {
            return 0;
        }
        // the lock is held by this outer transaction, all the work is done and committed in inner ones
        return Objects.requireNonNull(round.execute(status -> mails.lock(properties.name()) ? readOnce() : 0));
    }

    private int readOnce() {
        try (Imap imap = new Imap(properties)) {
            try {
                int dealtWith = read(imap);
                inStep(() -> mails.read(properties.name(), null));
                return dealtWith;
            } catch (MessagingException e) {
                return broken(e, imap.expired());
            }
        } catch (MessagingException e) {
            return broken(e, false);
        }
    }

    private int broken(MessagingException e, boolean expired) {
        String why = expired
                ? "收信服务器应答过慢，已中断"
                : e instanceof AuthenticationFailedException
                        ? "收信服务器拒绝登录，请核对账号和密码"
                        : e instanceof FolderNotFoundException ? "收信邮箱里没有文件夹 " + properties.folder() : "收信服务器连接不上或中途断开";
        log.warn("mailbox {}: {} ({})", properties.name(), why, e.getClass().getName());
        inStep(() -> mails.read(properties.name(), why));
        return 0;
    }

    private int read(Imap imap) throws MessagingException {
        String mailbox = properties.name();
        long validity = imap.uidValidity();
        Optional<InboundMails.Position> position = mails.position(mailbox);
        // numbers of another validity mean nothing: everything is looked at again, known mails are recognised
        long last = position.filter(known -> known.uidValidity() == validity)
                .map(InboundMails.Position::lastUid)
                .orElse(0L);
        List<Long> found = imap.uidsAfter(last, properties.batch());
        if (!found.isEmpty() || position.isEmpty() || position.get().uidValidity() != validity) {
            inStep(() -> mails.found(mailbox, validity, found));
        }
        int dealtWith = 0;
        for (InboundMails.Waiting waiting : mails.waiting(mailbox, validity, properties.batch())) {
            if (dealWith(imap, waiting)) {
                dealtWith++;
            }
        }
        return dealtWith;
    }

    private boolean dealWith(Imap imap, InboundMails.Waiting waiting) throws MessagingException {
        if (waiting.attempts() >= properties.attempts()) {
            failed(waiting, "多次处理都中途中断");
            return false;
        }
        inStep(() -> mails.begin(waiting.id()));
        Imap.Content content;
        try {
            Optional<Imap.Content> fetched = imap.content(waiting.uid(), properties.largest());
            if (fetched.isEmpty()) {
                inStep(() -> mails.gone(waiting.id()));
                return false;
            }
            content = fetched.get();
        } catch (FolderClosedException | StoreClosedException lost) {
            throw lost;
        } catch (MessagingException | IOException | RuntimeException e) {
            if (imap.expired() || lostConnection(e)) {
                throw e instanceof MessagingException m ? m : new MessagingException("connection lost", e);
            }
            failed(waiting, "邮件取不出来：" + e.getClass().getSimpleName());
            return false;
        }
        try {
            inStep(() -> handOver(waiting, content));
        } catch (RuntimeException | StackOverflowError e) {
            log.error("mail {} of the mailbox could not be dealt with", waiting.id(), e);
            failed(waiting, "处理失败：" + e.getClass().getSimpleName());
            return false;
        }
        imap.flag(waiting.uid());
        return true;
    }

    private void handOver(InboundMails.Waiting waiting, Imap.Content content) {
        String fingerprint = fingerprint(content.bytes());
        String taker = mails.known(properties.name(), fingerprint, waiting.id())
                ? "known"
                : taker(new ArrivedMail(waiting.id(), content.bytes(), content.cut(), fingerprint));
        mails.taken(waiting.id(), fingerprint, content.bytes().length, taker);
    }

    private @Nullable String taker(ArrivedMail mail) {
        for (MailTaker taker : takers) {
            if (taker.take(mail)) {
                return taker.getClass().getSimpleName().replaceAll("\\$.*", "");
            }
        }
        return null;
    }

    private void failed(InboundMails.Waiting waiting, String error) {
        boolean forGood = waiting.attempts() + 1 >= properties.attempts();
        if (forGood) {
            log.error("mail {} of the mailbox is set aside: {}", waiting.id(), error);
        }
        String words = error.substring(0, Math.min(error.length(), LONGEST_ERROR));
        inStep(() ->
                mails.failed(waiting.id(), words, Timestamp.from(clock.instant().plus(AFTER_FAILURE)), forGood));
    }

    private static boolean lostConnection(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof FolderClosedException
                    || cause instanceof StoreClosedException
                    || cause instanceof SocketException
                    || cause instanceof EOFException
                    || cause.getClass().getName().endsWith("FolderClosedIOException")
                    || cause.getClass().getName().endsWith("ConnectionException")) {
                return true;
            }
        }
        return false;
    }

    private void inStep(Runnable work) {
        step.executeWithoutResult(status -> work.run());
    }

    private static String fingerprint(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
