package org.tuanwei.opening;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.contact.PlainWords;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.Markdown;
import org.tuanwei.opening.ListedAccounts.Answer;
import org.tuanwei.opening.ListedAccounts.Listed;
import org.tuanwei.review.ReviewKind.Mark;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/**
 * The part of the registration that asks whether the account in the partner's list is the organisation's own: what the
 * form shows, and what its answer means for the data that are registered (C2).
 */
@Component
class ListedAnswer {

    private static final String NUMBER = "listedQq";
    private static final String ANSWER = "listedAccount";
    private static final String REASON = "listedReason";
    private static final String ASK = "askPartner";
    private static final String MINE = "mine";
    private static final String FOREIGN = "foreign";

    private final ObjectProvider<ListedAccounts> accounts;
    private final OpeningProcess process;
    private final Viewers viewers;

    ListedAnswer(ObjectProvider<ListedAccounts> accounts, OpeningProcess process, Viewers viewers) {
        this.accounts = accounts;
        this.process = process;
        this.viewers = viewers;
    }

    /** The account and what was answered; nothing for the public door, where anybody may ask. */
    Map<String, Object> shown(CaseFile file) {
        Map<String, Object> shown = new HashMap<>();
        asked(file).ifPresent(listed -> {
            String url = Objects.requireNonNullElse(listed.url(), "");
            shown.put(NUMBER, listed.qqNumber());
            shown.put(
                    "listedText",
                    "QQ 号 " + listed.qqNumber() + (url.isEmpty() ? "" : "，微博地址 " + Markdown.address(url)));
            if (listed.answer() != Answer.NONE) {
                shown.put(ANSWER, listed.answer() == Answer.MINE ? MINE : FOREIGN);
                shown.put(REASON, Objects.requireNonNullElse(listed.reason(), ""));
            }
            if (!url.isEmpty()) {
                shown.put("existingUrl", url);
            }
        });
        return shown;
    }

    /** The entry with the account as it was answered. @throws FormRefused where answer and entry contradict each other */
    RegistrationEntry entry(CaseFile file, Map<String, Object> values) {
        RegistrationEntry entry = RegistrationEntry.of(values);
        Optional<Listed> listed = asked(file);
        if (listed.isEmpty()) {
            return entry;
        }
        String number = listed.get().qqNumber();
        if (MINE.equals(values.get(ANSWER))) {
            Object url = values.get("existingUrl");
            return new RegistrationEntry(
                    entry.contact(), true, number, url == null ? listed.get().url() : url.toString());
        }
        if (number.equals(entry.existingQq())) {
            throw new FormRefused(ANSWER, "您选择了「不是我校的」，又填了同一个 QQ 号 " + number + "：是本单位的请选「是我校的」");
        }
        PlainWords.refusePassword(REASON, text(values, REASON));
        return entry;
    }

    /** Notes the answer once the entry is taken; a foreign account may be put to the partner as a problem. */
    void note(CaseFile file, Map<String, Object> values, @Nullable String taskId) {
        asked(file).ifPresent(listed -> {
            boolean mine = MINE.equals(values.get(ANSWER));
            String reason = mine ? "" : PlainWords.masked(text(values, REASON).strip());
            accounts.forEach(keeper -> keeper.answered(file, listed, mine, reason, taskId));
            if (!mine && "yes".equals(values.get(ASK))) {
                process.askPartner(
                        file,
                        PlainWords.brief("腾讯账号清单列给本单位的 QQ 号（号码见案件页）不是本单位的，请核对：" + reason),
                        viewers.currentOrNone().map(Viewer::userId).orElse(""));
            }
        });
    }

    /** @throws FormRefused where somebody signed in uses the public door, which cannot ask about the account */
    void requireAnswered(CaseFile file) {
        if (asked(file).isPresent()) {
            throw new FormRefused("", "腾讯名单显示该校已有账号，请由学校登录后在待办「注册基本信息」中确认并提交");
        }
    }

    /** At the public door the number is not shown, but whoever writes the very same has confirmed it. */
    void registered(CaseFile file, RegistrationEntry entry, @Nullable String taskId) {
        if (taskId != null && asked(file).isPresent()) {
            return;
        }
        listed(file)
                .filter(listed -> listed.qqNumber().equals(entry.existingQq()) && listed.answer() != Answer.MINE)
                .ifPresent(listed -> accounts.forEach(keeper -> keeper.answered(file, listed, true, "", null)));
    }

    /** What the reviewer has to know about it, in lines; empty where the list has no account. */
    List<String> forReviewer(CaseFile file, boolean existingAccount) {
        return listed(file).stream()
                .map(listed -> mark(listed, existingAccount).text())
                .toList();
    }

    /** The same beside many others: a doubt while the organisation has not said whose it is. */
    static Mark mark(Listed listed, boolean existingAccount) {
        String text = "腾讯名单：QQ 号 " + listed.qqNumber() + "，" + verdict(listed, existingAccount);
        return listed.answer() == Answer.NONE ? Mark.doubt(text) : Mark.hint(text);
    }

    /** The accounts of many organisations at once; those without one are left out. */
    Map<Long, Listed> listed(Collection<Long> organizationIds) {
        Map<Long, Listed> found = new HashMap<>();
        accounts.stream().forEach(keeper -> keeper.of(organizationIds).forEach(found::putIfAbsent));
        return found;
    }

    private static String verdict(Listed listed, boolean existingAccount) {
        return switch (listed.answer()) {
            case MINE -> "单位已确认是本单位的";
            case FOREIGN -> "单位答复不是本单位的（" + listed.reason() + "）";
            case NONE -> existingAccount ? "与登记的号码不一致，请核对后再审核" : "单位没有确认，登记的是申请开通新账号；请先问清，避免重复开通";
        };
    }

    private Optional<Listed> asked(CaseFile file) {
        return viewers.currentOrNone().isEmpty() ? Optional.empty() : listed(file);
    }

    private Optional<Listed> listed(CaseFile file) {
        return accounts.stream()
                .flatMap(keeper -> keeper.of(file.organizationId()).stream())
                .findFirst();
    }

    private static String text(Map<String, Object> values, String key) {
        Object value = values.get(key);
        return value == null ? "" : value.toString();
    }
}
