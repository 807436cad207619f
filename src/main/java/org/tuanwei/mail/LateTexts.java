package org.tuanwei.mail;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Finds the marks for late text in a body: defuses the foreign ones when queued, fills the others when sent. */
@Component
class LateTexts {

    private static final Logger log = LoggerFactory.getLogger(LateTexts.class);
    private static final Pattern MARK =
            Pattern.compile("\\{\\{late:([a-zA-Z0-9-]{1,60}):([A-Za-z0-9_.-]{1,100})\\}\\}");
    private static final String OPENING = "{{late:";

    private final ObjectProvider<LateText> texts;

    LateTexts(ObjectProvider<LateText> texts) {
        this.texts = texts;
    }

    /**
     * Names and remarks that people typed end up in bodies. Whoever types a mark there must not get another one's link,
     * so a mark counts only when its argument is the mail's case, a part of its key, which code alone composes, or
     * vouched for.
     */
    String withoutForeignMarks(MailRequest request, Set<String> vouchedFor) {
        Matcher marks = MARK.matcher(request.body());
        StringBuilder safe = new StringBuilder();
        int copied = 0;
        while (marks.find()) {
            safe.append(defused(request.body().substring(copied, marks.start())));
            boolean own = vouchedFor.contains(marks.group(2)) || ownArgument(request, marks.group(2));
            if (!own) {
                log.warn(
                        "a mail of kind {} asks for late text that is not its own; left as plain text", request.kind());
            }
            safe.append(own ? marks.group() : defused(marks.group()));
            copied = marks.end();
        }
        return safe.append(defused(request.body().substring(copied))).toString();
    }

    private static boolean ownArgument(MailRequest request, String argument) {
        if (request.caseId() != null && argument.equals(request.caseId().toString())) {
            return true;
        }
        return Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(argument) + "(?![A-Za-z0-9])")
                .matcher(request.uniqueKey())
                .find();
    }

    private static String defused(String text) {
        return text.replace(OPENING, "{ {late:");
    }

    /** The body as it goes over the wire; what a late text returns is not looked at again. */
    String filled(String body) {
        return MARK.matcher(body).replaceAll(mark -> Matcher.quoteReplacement(value(mark.group(1), mark.group(2))));
    }

    private String value(String name, String argument) {
        LateText text = texts.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoLateText("正文中的“" + name + "”没有对应的内容"));
        try {
            return text.value(argument);
        } catch (RuntimeException e) {
            // the exception's own words may hold the very secret
            log.warn("late text {} could not be made: {}", name, e.getClass().getName());
            throw new NoLateText("正文中的“" + name + "”暂时无法生成");
        }
    }

    /** The reason why a body is not complete, fit to be stored. */
    static class NoLateText extends RuntimeException {

        NoLateText(String message) {
            super(message);
        }
    }
}
