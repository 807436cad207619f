package org.tuanwei.mailbox;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tuanwei.mail.SocketLimit;

/** One conversation with the IMAP server, bounded in time as a whole and at each step. */
class Imap implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Imap.class);
    private static final String PIECE = "65536";

    /** A mail's content. */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Content(byte[] bytes, boolean cut) {}

    private final SocketLimit sockets;
    private final Store store;
    private final IMAPFolder folder;

    /** @throws MessagingException when the server cannot be reached, refuses the sign-in or has no such folder */
    Imap(MailboxProperties properties) throws MessagingException {
        sockets = new SocketLimit(properties.conversation());
        Store opening = null;
        try {
            opening = Session.getInstance(settings(properties)).getStore("imap");
            opening.connect(properties.host(), properties.port(), properties.username(), properties.password());
            store = opening;
            folder = (IMAPFolder) store.getFolder(properties.folder());
            folder.open(Folder.READ_WRITE);
        } catch (MessagingException | RuntimeException e) {
            closeQuietly(opening);
            sockets.close();
            throw e;
        }
    }

    private Properties settings(MailboxProperties properties) {
        String limit = String.valueOf(properties.timeout().toMillis());
        Properties settings = new Properties();
        settings.put("mail.imap.connectiontimeout", limit);
        settings.put("mail.imap.timeout", limit);
        settings.put("mail.imap.writetimeout", limit);
        settings.put("mail.imap.ssl.enable", String.valueOf(properties.ssl()));
        settings.put("mail.imap.ssl.checkserveridentity", "true");
        settings.put("mail.imap.starttls.enable", "true");
        settings.put("mail.imap.starttls.required", String.valueOf(!properties.ssl() && properties.starttlsRequired()));
        settings.put("mail.imap.socketFactory", sockets);
        settings.put("mail.imap.socketFactory.fallback", "false");
        settings.put("mail.imap.partialfetch", "true");
        settings.put("mail.imap.fetchsize", PIECE);
        settings.put("mail.imap.peek", "true");
        return settings;
    }

    boolean expired() {
        return sockets.expired();
    }

    long uidValidity() throws MessagingException {
        return folder.getUIDValidity();
    }

    /** The mails after this one, the oldest first, at most {@code limit}. */
    List<Long> uidsAfter(long uid, int limit) throws MessagingException {
        List<Long> uids = new ArrayList<>();
        for (Message message : folder.getMessagesByUID(uid + 1, IMAPFolder.LASTUID)) {
            // "n:*" always names the last mail, also when it is an old one
            long one = message == null ? 0 : folder.getUID(message);
            if (one > uid) {
                uids.add(one);
            }
        }
        uids.sort(Comparator.naturalOrder());
        return uids.subList(0, Math.min(limit, uids.size()));
    }

    /** The beginning of a mail, without marking it as read; empty when it is gone. */
    Optional<Content> content(long uid, int most) throws MessagingException, IOException {
        if (!(folder.getMessageByUID(uid) instanceof IMAPMessage message)) {
            return Optional.empty();
        }
        message.setPeek(true);
        try (InputStream in = message.getMimeStream()) {
            byte[] bytes = in.readNBytes(most + 1);
            boolean cut = bytes.length > most;
            return Optional.of(new Content(cut ? Arrays.copyOf(bytes, most) : bytes, cut));
        }
    }

    /** Marks a mail as read, for people who look into the mailbox; our own position does not depend on it. */
    void flag(long uid) {
        try {
            Message message = folder.getMessageByUID(uid);
            if (message != null) {
                message.setFlag(Flags.Flag.SEEN, true);
            }
        } catch (MessagingException | RuntimeException e) {
            log.debug("mail {} could not be marked as read: {}", uid, e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            if (folder.isOpen()) {
                folder.close(false);
            }
        } catch (MessagingException | RuntimeException e) {
            log.debug("the mailbox did not say good-bye: {}", e.getMessage());
        }
        closeQuietly(store);
        sockets.close();
    }

    private static void closeQuietly(@org.jspecify.annotations.Nullable Store store) {
        try {
            if (store != null) {
                store.close();
            }
        } catch (MessagingException | RuntimeException e) {
            log.debug("the mailbox did not say good-bye: {}", e.getMessage());
        }
    }
}
