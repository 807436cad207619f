package org.tuanwei.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.List;

/** Keeps header injection and addresses that are none out of the outbox. */
final class MailCheck {

    private static final int LONGEST_ADDRESS = 254;
    private static final int LONGEST_SUBJECT = 200;

    /** What the mailboxes of Chinese providers take for sure, with room for the third that encoding adds. */
    private static final long LARGEST_FILES = 10L * 1024 * 1024;

    private MailCheck() {}

    static void check(MailRequest request) {
        if (request.uniqueKey().isBlank() || request.kind().isBlank()) {
            throw new UnsafeMail("邮件缺少幂等键或种类，未登记");
        }
        oneLine("收件人地址", request.recipient());
        oneLine("邮件主题", request.subject());
        if (request.subject().isBlank() || request.subject().length() > LONGEST_SUBJECT) {
            throw new UnsafeMail("邮件主题不能为空，也不能超过 " + LONGEST_SUBJECT + " 个字，邮件未登记");
        }
        if (request.body().indexOf('\0') >= 0) {
            throw new UnsafeMail("邮件正文含有控制字符，邮件未登记");
        }
        address(request.recipient());
    }

    static void check(List<MailAttachment> files) {
        long size = 0;
        for (MailAttachment file : files) {
            oneLine("附件名", file.fileName());
            oneLine("附件类型", file.contentType());
            size += file.content().length;
        }
        if (size > LARGEST_FILES) {
            throw new UnsafeMail("附件合计超过 " + LARGEST_FILES / 1024 / 1024 + " MB，邮件未登记");
        }
    }

    private static void oneLine(String what, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // NEL, LINE and PARAGRAPH SEPARATOR break lines for some receivers, though not for SMTP
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                throw new UnsafeMail(what + "含有换行或控制字符，邮件未登记");
            }
        }
    }

    private static void address(String recipient) {
        try {
            InternetAddress[] parsed = InternetAddress.parse(recipient, true);
            boolean bare = parsed.length == 1
                    && recipient.equals(parsed[0].getAddress())
                    && recipient.length() <= LONGEST_ADDRESS
                    && recipient.chars().allMatch(c -> c > ' ' && c < 127);
            if (!bare) {
                throw new UnsafeMail("收件人须为一个邮箱地址，邮件未登记");
            }
            parsed[0].validate();
        } catch (AddressException e) {
            throw new UnsafeMail("收件人不是有效的邮箱地址，邮件未登记");
        }
    }
}
