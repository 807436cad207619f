package org.tuanwei.credential;

import org.tuanwei.casefile.CaseFile;
import org.tuanwei.mail.MailRequest;

/** The mail that carries a link; the link itself is put in only while sending, and nothing that people typed is in it. */
final class PickupLetter {

    static final String KIND = "pickup-link";

    private PickupLetter() {}

    static MailRequest of(CaseFile file, PickupLink link, String recipient, String until) {
        String body = """
                %s：

                腾讯公司已为贵单位登记官方微博的 QQ 号和初始密码。请在 %s 前打开下面的链接，输入取号口令领取：

                %s

                请注意：
                一、打开链接本身不会显示号码，也不会使链接失效；输入登记时设置的取号口令后，号码和密码只显示一次。
                二、领取后请立即修改密码，再登录本系统，在“确认收到并改密”一项中确认。
                三、忘记取号口令的，请联系上级团委核实身份后重设；链接过期的，打开链接即可申请重新发送。
                四、如果您不是贵单位的微博负责人，请打开链接并点“非本人领取”，不要输入任何内容。

                受理号：%s
                """.formatted(file.organizationName(), until, PickupLinkText.markFor(link.id()), file.receipt());
        return new MailRequest(
                KIND + ":" + link.id(), file.id(), KIND, recipient, "请领取官方微博号码和初始密码（受理号 " + file.receipt() + "）", body);
    }
}
