package org.tuanwei.inbound;

import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/** Bytes and HTML turned into text; Chinese hosts often name no character set, or a wrong one. */
final class Texts {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final Set<String> CHINESE = Set.of("gb2312", "gbk", "x-gbk", "gb_2312-80", "euc-cn", "hz-gb-2312");
    private static final Set<String> SAYS_LITTLE =
            Set.of("", "us-ascii", "ascii", "iso-8859-1", "windows-1252", "latin1", "unknown-8bit", "x-unknown");
    private static final Pattern NOT_FOR_READING =
            Pattern.compile("(?is)<!--.*?-->|<(style|script|head)\\b.*?</\\1\\s*>");
    private static final Pattern BREAK =
            Pattern.compile("(?i)<br\\s*/?>|</?(p|div|tr|li|ul|ol|table|h[1-6]|pre|blockquote)\\b[^>]*>");
    private static final Pattern TAG = Pattern.compile("<[^>]{0,2000}>");

    private Texts() {}

    static String decoded(byte[] bytes, String declared) {
        String name = declared.strip().replace("\"", "").toLowerCase(Locale.ROOT);
        if (CHINESE.contains(name)) {
            return new String(bytes, GB18030);
        }
        if (!SAYS_LITTLE.contains(name) && !name.contains("utf-7")) {
            try {
                return new String(bytes, Charset.forName(name));
            } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
                return guessed(bytes);
            }
        }
        return guessed(bytes);
    }

    private static String guessed(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException other) {
            return new String(bytes, GB18030);
        }
    }

    /** A header as people read it, also where its eight-bit words were never encoded. */
    static String header(String raw) {
        String text = decoded(raw.getBytes(StandardCharsets.ISO_8859_1), "");
        try {
            return MimeUtility.decodeText(MimeUtility.unfold(text))
                    .replaceAll("\\s+", " ")
                    .strip();
        } catch (UnsupportedEncodingException unknown) {
            return text.replaceAll("\\s+", " ").strip();
        }
    }

    static String ofHtml(String html) {
        String visible = NOT_FOR_READING.matcher(html).replaceAll(" ");
        String lines = BREAK.matcher(visible.replaceAll("[ \\t\\r\\n]+", " ")).replaceAll("\n");
        return HtmlUtils.htmlUnescape(TAG.matcher(lines).replaceAll(" "))
                .replaceAll("[ \\t\\u00a0]+", " ")
                .replaceAll(" ?\\n ?", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }
}
