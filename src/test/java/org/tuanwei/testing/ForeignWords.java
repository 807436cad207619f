package org.tuanwei.testing;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a page as people do and names the words that are neither Chinese nor allowed. */
public final class ForeignWords {

    private static final Pattern UNSEEN =
            Pattern.compile("(?s)<!--.*?-->|<script.*?</script>|<style.*?</style>|<svg.*?</svg>");
    /** What somebody outside wrote, in whatever language. */
    private static final Pattern QUOTED = Pattern.compile("(?s)<(\\w+)\\b[^>]*\\blang=\"\"[^>]*>.*?</\\1>");

    private static final Pattern TAG = Pattern.compile("<(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>");
    private static final Pattern READ_ALOUD =
            Pattern.compile("\\b(?:title|placeholder|aria-label|alt|data-confirm)=\"([^\"]*)\"");
    /** Ids, keys and names of users as the engine and the tests give them; they are no words. */
    private static final Pattern HANDLES = Pattern.compile(
            "[0-9a-f]{8}-[0-9a-f-]{27,}|[0-9a-f]{40,}|\"[A-Z_][A-Z_,]*\"|\\b(?:t|campaign)\\.[\\w-]+"
                    + "|\\btest\\b|(?<![A-Za-z])(?:province|school|supervisor|centre|tencent|operations|university)(?:-\\w+)+"
                    + "|\\b[a-z]+(?:-[a-z]+)+(?:\\.[A-Za-z_]+|:\\d+(?::\\S*)?)?|\\b(?:bean\\.|account\\.)?[A-Za-z]+_[A-Za-z_]+"
                    + "|\\b[\\w-]+\\.(?:bpmn|dmn|form)\\b|(?:tencent|operations)测试|测试(?:tencent|operations)|测试 (?:tencent|operations)");

    private final LatinWords words = new LatinWords();

    /** The Latin words a page shows, reads aloud or says when it is pointed at. */
    public List<String> ofPage(String page) {
        String seen = QUOTED.matcher(UNSEEN.matcher(page).replaceAll(" ")).replaceAll(" ");
        StringBuilder text = new StringBuilder();
        Matcher tags = TAG.matcher(seen);
        while (tags.find()) {
            Matcher spoken = READ_ALOUD.matcher(tags.group());
            while (spoken.find()) {
                text.append(spoken.group(1)).append('\n');
            }
        }
        text.append(TAG.matcher(seen).replaceAll("\n"));
        return ofText(text);
    }

    /** The same of plain text, such as a web app has drawn. */
    public List<String> ofText(CharSequence text) {
        return words.foreign(HANDLES.matcher(text).replaceAll(" "));
    }
}
