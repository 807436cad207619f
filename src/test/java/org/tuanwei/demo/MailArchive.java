package org.tuanwei.demo;

import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.tuanwei.testing.Postbox;

/** Keeps the mails that the catcher took as files, so that they can still be read after a restart. */
@ConditionalOnProperty("tuanwei.development")
@Component
class MailArchive {

    /** A mail as the page shows it. */
    record Caught(String file, String to, String subject, String sent, String text) {}

    private final GreenMail catcher;
    private final Path folder = DemoSettings.dataFolder().resolve("mails");
    private final Set<String> kept = new HashSet<>();

    MailArchive(GreenMail catcher) throws IOException {
        this.catcher = catcher;
        Files.createDirectories(folder);
    }

    @Scheduled(fixedDelay = 1000)
    synchronized void keep() {
        for (MimeMessage message : catcher.getReceivedMessages()) {
            try {
                String id = String.valueOf(message.getMessageID());
                // what came back to us is read under /bounces
                if (written(message) && kept.add(id)) {
                    write(message, id);
                }
            } catch (MessagingException | IOException broken) {
                throw new IllegalStateException("邮件无法保存", broken);
            }
        }
    }

    private static boolean written(MimeMessage message) throws MessagingException {
        Address[] to = message.getRecipients(Message.RecipientType.TO);
        return to != null && !Arrays.toString(to).contains(Postbox.ADDRESS);
    }

    /** The newest first; all whose recipient, subject or text holds the words. */
    List<Caught> newest(String words, int limit) {
        keep();
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> newest = files.filter(file -> file.toString().endsWith(".eml"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
            List<Caught> found = new ArrayList<>();
            for (Path file : newest) {
                Caught mail = read(file);
                String all = (mail.to() + " " + mail.subject() + " " + mail.text()).toLowerCase(Locale.ROOT);
                if (all.contains(words.toLowerCase(Locale.ROOT))) {
                    found.add(mail);
                    if (found.size() == limit) {
                        break;
                    }
                }
            }
            return found;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void write(MimeMessage message, String id) throws IOException, MessagingException {
        String hash = Integer.toHexString(id.hashCode());
        try (Stream<Path> known = Files.list(folder)) {
            if (known.anyMatch(file -> file.toString().endsWith("-" + hash + ".eml"))) {
                return;
            }
        }
        Path file = folder.resolve("%d-%s.eml".formatted(System.currentTimeMillis(), hash));
        try (OutputStream out = Files.newOutputStream(file)) {
            message.writeTo(out);
        }
    }

    private static Caught read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), in);
            List<String> to = new ArrayList<>();
            for (Address address : message.getRecipients(Message.RecipientType.TO)) {
                to.add(((InternetAddress) address).getAddress());
            }
            return new Caught(
                    String.valueOf(file.getFileName()),
                    String.join("、", to),
                    String.valueOf(message.getSubject()),
                    message.getSentDate() == null
                            ? ""
                            : message.getSentDate()
                                    .toInstant()
                                    .atZone(java.time.ZoneId.of("Asia/Shanghai"))
                                    .toLocalDateTime()
                                    .withNano(0)
                                    .toString()
                                    .replace('T', ' '),
                    text(message).strip());
        } catch (MessagingException broken) {
            throw new IOException(broken);
        }
    }

    private static String text(Part part) throws MessagingException, IOException {
        Object content = part.getContent();
        if (content instanceof Multipart parts) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart one = parts.getBodyPart(i);
                all.append(one.isMimeType("text/*") || one.isMimeType("multipart/*") ? text(one) : "［附件］");
            }
            return all.toString();
        }
        return String.valueOf(content);
    }
}
