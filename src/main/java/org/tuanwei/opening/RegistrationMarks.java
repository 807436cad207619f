package org.tuanwei.opening;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tuanwei.contact.ContactCard;
import org.tuanwei.contact.MailDomains;
import org.tuanwei.contact.SharedContacts;
import org.tuanwei.contact.SharedContacts.Comparison;
import org.tuanwei.contact.SharedContacts.Other;
import org.tuanwei.review.ReviewKind.Mark;

/**
 * What looks wrong about a registration (C7, C8): a doubt is what is wrong more often than not, a hint what a reviewer
 * may want to know. Nothing here refuses anything; a person decides.
 */
final class RegistrationMarks {

    private static final Pattern NO_PERSON = Pattern.compile("团委|学院|大学|学校|办公室|老师|书记|部门|处$|联系人|管理员");
    private static final Pattern NO_MOBILE = Pattern.compile("1[012]\\d{9}|1\\d*?(\\d)\\1{8,}\\d*");
    private static final Pattern REGION = Pattern.compile("^(中国)?(北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东"
            + "|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆)");

    /** What is registered, as far as the marks go. @param returned why it came back the last time, or null */
    record Registered(
            ContactCard card,
            String unitCode,
            String unitName,
            int version,
            @Nullable String existingQq,
            @Nullable String existingUrl,
            @Nullable String returned) {}

    private RegistrationMarks() {}

    /** Doubts first. */
    static List<Mark> of(Registered registered, Comparison compared) {
        List<Mark> marks = new ArrayList<>();
        shared(marks, registered, compared);
        contact(marks, registered);
        mail(marks, registered, compared);
        if (registered.existingQq() != null) {
            marks.add(Mark.hint("已有账号，申请补录，QQ 号 " + registered.existingQq()));
            if (registered.existingUrl() == null) {
                marks.add(Mark.doubt("申请补录，但没有填写微博地址"));
            }
        }
        if (registered.version() > 1) {
            marks.add(Mark.hint("第 " + registered.version() + " 次送审"
                    + (registered.returned() == null ? "" : "，上次退回：" + registered.returned())));
        }
        missing(marks, registered.card());
        return marks.stream()
                .sorted((one, other) -> Boolean.compare(other.doubtful(), one.doubtful()))
                .toList();
    }

    private static void shared(List<Mark> marks, Registered registered, Comparison compared) {
        if (!compared.mobile().isEmpty()) {
            marks.add(Mark.doubt("手机与" + names(compared.mobile(), registered.unitCode()) + "相同"));
        }
        if (!compared.email().isEmpty()) {
            marks.add(Mark.doubt("邮箱与" + names(compared.email(), registered.unitCode()) + "相同"));
        }
        if (compared.nameBefore() != null) {
            String names =
                    compared.nameBefore() + " → " + registered.card().masked().contactName();
            marks.add(
                    compared.sameMobile()
                            ? Mark.doubt("手机没有变，联系人姓名却变了（" + names + "）")
                            : Mark.hint("联系人变更（" + names + "）"));
        }
    }

    private static void contact(List<Mark> marks, Registered registered) {
        ContactCard card = registered.card();
        if (NO_PERSON.matcher(card.contactName()).find()) {
            marks.add(Mark.doubt("联系人填的像是单位或称呼，不是姓名"));
        }
        if (card.mobile() == null) {
            marks.add(Mark.doubt("没有填写手机"));
        } else if (NO_MOBILE.matcher(card.mobile()).matches()) {
            marks.add(Mark.doubt("手机号不像真的号码"));
        }
        var region = REGION.matcher(card.address());
        if (region.find() && !registered.unitName().startsWith(region.group(2))) {
            marks.add(Mark.doubt("通信地址在" + region.group(2) + "，不在" + registered.unitName()));
        }
    }

    private static void mail(List<Mark> marks, Registered registered, Comparison compared) {
        String email = registered.card().email();
        String domain = MailDomains.of(email);
        String meant = MailDomains.meant(email);
        List<Other> users = compared.domain();
        if (compared.refusal() != null) {
            marks.add(Mark.doubt("发往这个邮箱的邮件被退回：" + compared.refusal()));
        }
        if (meant != null) {
            marks.add(Mark.doubt("邮箱域名 " + domain + " 疑为 " + meant + " 之误"));
        } else if (MailDomains.openToAll(domain)) {
            marks.add(Mark.hint("用的是公共邮箱（" + domain + "）"));
        } else if (!users.isEmpty()
                && users.size() < SharedContacts.MOST
                && compared.email().isEmpty()) {
            marks.add(Mark.doubt("邮箱域名 " + domain + " 是别的单位在用的：" + names(users, registered.unitCode())));
        } else if (!domain.endsWith(".edu.cn")) {
            marks.add(Mark.hint("邮箱域名 " + domain + " 不是学校域名（.edu.cn）"));
        }
        if (!registered.card().proved()) {
            marks.add(Mark.hint("邮箱还没有经本人验证"));
        }
    }

    private static void missing(List<Mark> marks, ContactCard card) {
        List<String> empty = new ArrayList<>();
        if (card.position() == null) {
            empty.add("职务");
        }
        if (card.phone() == null) {
            empty.add("电话");
        }
        if (card.postcode() == null) {
            empty.add("邮政编码");
        }
        if (!empty.isEmpty()) {
            marks.add(Mark.hint("未填：" + String.join("、", empty)));
        }
    }

    /** Those of one's own unit by name, the others by their number: their contacts are none of this unit's business. */
    private static String names(List<Other> others, String unitCode) {
        Function<Other, Boolean> own = other -> other.unitCode().equals(unitCode);
        String named = others.stream().filter(own::apply).map(Other::name).collect(Collectors.joining("、"));
        long foreign = others.stream().filter(other -> !own.apply(other)).count();
        String many = others.size() >= SharedContacts.MOST ? "等多个单位" : "";
        if (foreign == 0) {
            return named + many;
        }
        return (named.isEmpty() ? "" : named + "和") + "外省 " + foreign + " 个单位" + many;
    }
}
