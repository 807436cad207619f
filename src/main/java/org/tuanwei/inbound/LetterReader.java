package org.tuanwei.inbound;

import jakarta.mail.MessagingException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Reads what people write: plain text of it, and the files that came along. */
@Component
public class LetterReader {

    private static final int MOST_ATTACHMENTS = 10;
    private static final int LARGEST_ATTACHMENT = 5 * 1024 * 1024;
    private static final int LONGEST_TEXT = 20_000;
    private static final int LONGEST_NAME = 120;
    private static final Pattern NAME_AND_ADDRESS = Pattern.compile("^\"?([^\"<]*?)\"?\\s*<[^>]*>\\s*$");

    /** Reads a mail as it came over the wire; never fails. */
    public Letter read(byte[] raw) {
        MailContent content;
        try {
            content = MailContent.of(raw);
        } catch (MessagingException unreadable) {
            return new Letter("", "", "", clean(Texts.decoded(raw, "")), "", List.of(), List.of());
        }
        List<Letter.Attachment> kept = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (MailContent.File file : content.files()) {
            String name = name(file.name());
            if (kept.size() >= MOST_ATTACHMENTS || file.bytes().length > LARGEST_ATTACHMENT) {
                leftOut.add(name);
            } else {
                kept.add(new Letter.Attachment(name, file.bytes()));
            }
        }
        String from = content.header("From");
        Matcher address = Codes.ADDRESS.matcher(from);
        Matcher named = NAME_AND_ADDRESS.matcher(from);
        return new Letter(
                address.find() ? address.group() : "",
                named.matches() ? clean(named.group(1)) : "",
                clean(content.header("Subject")),
                clean(content.readable()),
                content.header("In-Reply-To") + " " + content.header("References"),
                kept,
                leftOut);
    }

    /** The last part of a path, without anything that could mean something to a file system or a header. */
    static String name(String given) {
        String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        String clean = last.replaceAll("[\\p{Cntrl}\\p{Cf}\"<>:|?*]", "").strip();
        String known = clean.isEmpty() || clean.startsWith(".") ? "附件" + clean : clean;
        return known.length() <= LONGEST_NAME ? known : known.substring(known.length() - LONGEST_NAME);
    }

    private static String clean(String text) {
        String plain = text.replace("\r\n", "\n")
                .replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "")
                .replaceAll("\\p{Cf}", "")
                .strip();
        return plain.length() <= LONGEST_TEXT ? plain : plain.substring(0, LONGEST_TEXT) + "…";
    }
}
