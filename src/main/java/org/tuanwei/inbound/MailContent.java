package org.tuanwei.inbound;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.ParseException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * A mail taken apart into texts, however badly it is made: wrong or missing character sets, broken parts, line ends of
 * any kind. Never more than a fixed amount is looked at.
 */
final class MailContent {

    private static final int DEEPEST = 8;
    private static final int MOST_PARTS = 60;
    private static final int LONGEST_PART = 200_000;

    /** A leaf; {@code returned} for what belongs to the mail that came back. */
    record Leaf(String type, String text, byte[] bytes, boolean returned) {}

    /** What is meant to be saved, not read. */
    record File(String name, byte[] bytes) {}

    private static final int LARGEST_FILE = 6 * 1024 * 1024;

    private final MimeMessage message;
    private final List<File> files = new ArrayList<>();
    private final List<Leaf> leaves = new ArrayList<>();

    private MailContent(MimeMessage message) {
        this.message = message;
    }

    /** @throws MessagingException when not even the head can be read */
    static MailContent of(byte[] raw) throws MessagingException {
        byte[] usual = withUsualLineEnds(raw);
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(usual));
        MailContent content = new MailContent(message);
        content.collect(message, false, 0);
        if (content.leaves.stream().allMatch(leaf -> leaf.text().isBlank())) {
            content.leaves.add(new Leaf("text/plain", Texts.decoded(body(usual), ""), body(usual), false));
        }
        return content;
    }

    List<File> files() {
        return files;
    }

    /** Leaves of this type, such as {@code message/delivery-status}, outside the returned mail. */
    List<Leaf> ofType(String type) {
        return leaves.stream()
                .filter(leaf -> !leaf.returned() && leaf.type().equals(type))
                .toList();
    }

    /** What people are meant to read; the plain version where there is one. */
    String readable() {
        List<Leaf> plain = ofType("text/plain");
        List<Leaf> html = ofType("text/html");
        StringBuilder all = new StringBuilder();
        for (Leaf leaf : plain.stream().allMatch(one -> one.text().isBlank()) ? html : plain) {
            all.append(leaf.text()).append('\n');
        }
        return all.toString();
    }

    /** All texts and heads there are, the returned mail's included. */
    String everything() {
        StringBuilder all = new StringBuilder();
        for (Leaf leaf : leaves) {
            all.append(leaf.text()).append('\n');
        }
        return all.toString();
    }

    /** The head of the mail that came back, or its text as far as it was returned; empty when it was not. */
    String returned() {
        StringBuilder all = new StringBuilder();
        leaves.stream().filter(Leaf::returned).forEach(leaf -> all.append(leaf.text())
                .append('\n'));
        return all.toString();
    }

    String header(String name) {
        try {
            String value = message.getHeader(name, " ");
            return value == null ? "" : Texts.header(value);
        } catch (MessagingException unreadable) {
            return "";
        }
    }

    private void collect(Part part, boolean returned, int depth) {
        if (depth > DEEPEST || leaves.size() >= MOST_PARTS) {
            return;
        }
        String type = type(part);
        try {
            if (type.startsWith("multipart/")) {
                MimeMultipart parts = new MimeMultipart(part.getDataHandler().getDataSource());
                for (int i = 0; i < parts.getCount(); i++) {
                    BodyPart one = parts.getBodyPart(i);
                    collect(one, returned, depth + 1);
                }
            } else if (type.equals("message/rfc822") || type.equals("message/global")) {
                byte[] bytes = bytes(part);
                leaves.add(new Leaf("text/rfc822-headers", head(bytes), new byte[0], true));
                collect(
                        new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes)),
                        true,
                        depth + 1);
            } else if (depth > 0 && !returned && isFile(part, type)) {
                try (InputStream in = part.getInputStream()) {
                    String name = part.getFileName();
                    files.add(new File(name == null ? "" : Texts.header(name), in.readNBytes(LARGEST_FILE)));
                }
            } else if (type.startsWith("text/") || type.startsWith("message/")) {
                byte[] bytes = bytes(part);
                String text = Texts.decoded(bytes, charset(part));
                boolean head = type.equals("text/rfc822-headers") || type.equals("message/rfc822-headers");
                leaves.add(
                        new Leaf(type, type.equals("text/html") ? Texts.ofHtml(text) : text, bytes, returned || head));
            }
        } catch (MessagingException | IOException | RuntimeException broken) {
            leaves.add(new Leaf("text/plain", "", new byte[0], returned));
        }
    }

    private static boolean isFile(Part part, String type) throws MessagingException {
        boolean attached = Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition()) && part.getFileName() != null;
        return attached && !type.startsWith("message/") && !type.equals("text/rfc822-headers")
                || !type.startsWith("text/") && !type.startsWith("message/");
    }

    private static String type(Part part) {
        try {
            String declared = part.getContentType();
            return declared == null
                    ? "text/plain"
                    : new ContentType(declared).getBaseType().toLowerCase(Locale.ROOT);
        } catch (ParseException unreadable) {
            return "text/plain";
        } catch (MessagingException unreadable) {
            return "text/plain";
        }
    }

    private static String charset(Part part) {
        try {
            String charset = new ContentType(part.getContentType()).getParameter("charset");
            return charset == null ? "" : charset;
        } catch (MessagingException unreadable) {
            return "";
        }
    }

    private static byte[] bytes(Part part) throws MessagingException, IOException {
        try (InputStream in = part.getInputStream()) {
            return in.readNBytes(LONGEST_PART);
        }
    }

    private static byte[] withUsualLineEnds(byte[] raw) {
        boolean onlyReturns = true;
        for (byte b : raw) {
            if (b == '\n') {
                onlyReturns = false;
                break;
            }
        }
        if (!onlyReturns) {
            return raw;
        }
        return new String(raw, StandardCharsets.ISO_8859_1)
                .replace("\r", "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String head(byte[] bytes) {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = all.replace("\r\n", "\n").indexOf("\n\n");
        return Texts.decoded(
                (end < 0 ? all : all.replace("\r\n", "\n").substring(0, end)).getBytes(StandardCharsets.ISO_8859_1),
                "");
    }

    private static byte[] body(byte[] raw) {
        String all = new String(raw, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
        int end = all.indexOf("\n\n");
        return (end < 0 ? all : all.substring(end + 2)).getBytes(StandardCharsets.ISO_8859_1);
    }
}
