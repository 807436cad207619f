package org.tuanwei.contact;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the part after the @ tells: a mail house where anybody has an address, or its name mistyped. */
public final class MailDomains {

    /** Mail houses that are often mistyped, with what was meant. */
    private static final Map<String, String> TYPOS = Map.ofEntries(
            Map.entry("qq.con", "qq.com"),
            Map.entry("qq.cm", "qq.com"),
            Map.entry("qq.cn", "qq.com"),
            Map.entry("qq.co", "qq.com"),
            Map.entry("qq.cpm", "qq.com"),
            Map.entry("pp.com", "qq.com"),
            Map.entry("163.con", "163.com"),
            Map.entry("163.co", "163.com"),
            Map.entry("163.cn", "163.com"),
            Map.entry("136.com", "163.com"),
            Map.entry("126.con", "126.com"),
            Map.entry("126.co", "126.com"),
            Map.entry("gmail.con", "gmail.com"),
            Map.entry("gmial.com", "gmail.com"),
            Map.entry("sina.con", "sina.com"),
            Map.entry("edu.con", "edu.cn"));

    private static final Set<String> OPEN_TO_ALL = Set.of(
            "qq.com",
            "vip.qq.com",
            "foxmail.com",
            "163.com",
            "vip.163.com",
            "126.com",
            "yeah.net",
            "188.com",
            "sina.com",
            "sina.cn",
            "vip.sina.com",
            "sohu.com",
            "tom.com",
            "21cn.com",
            "139.com",
            "189.cn",
            "wo.cn",
            "aliyun.com",
            "gmail.com",
            "hotmail.com",
            "outlook.com",
            "live.cn",
            "msn.com",
            "yahoo.com.cn",
            "yahoo.cn",
            "yahoo.com",
            // reserved for examples (RFC 2606)
            "free.example");

    private MailDomains() {}

    /** The part after the @, in small letters; empty where there is none. */
    public static String of(String email) {
        return email.substring(email.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    /** Whether anybody gets an address there. */
    public static boolean openToAll(String domain) {
        return OPEN_TO_ALL.contains(domain);
    }

    /** The domain that was probably meant, or null where nothing is odd about it. */
    public static @Nullable String meant(String email) {
        return TYPOS.get(of(email));
    }
}
