package org.tuanwei;

import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/** Refuses the start, before anything is touched, with one list of all settings that are missing or unfit. */
class RequiredSettings implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    /** Set by the development application alone: its keys and its http address are fit for nothing else. */
    static final String DEVELOPMENT = "tuanwei.development";

    /** Allows a base address without TLS, for a trial on one machine. */
    static final String ALLOW_HTTP = "TUANWEI_ALLOW_HTTP";

    private static final Pattern WITHOUT_DEFAULT = Pattern.compile("\\$\\{(TUANWEI_[A-Z_]+)}");
    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_-]{1,20}");
    private static final int KEY_BYTES = 32;

    /** SHA-256 of the keys that lie open in the test sources. */
    private static final Set<String> DEVELOPMENT_KEYS = Set.of(
            "7751f6dadc2e2c71f335918278ae65f148c20a98535896fd000b7815e950e936",
            "09754cb6c9fc1e506e8cd97c4df68aed04ab598c6bf4c28a0e251b1b14ad2399");

    private static final Map<String, String> MEANING = new LinkedHashMap<>();

    static {
        MEANING.put("TUANWEI_DB_URL", "数据库地址，如 jdbc:postgresql://database:5432/tuanwei");
        MEANING.put("TUANWEI_DB_PASSWORD", "应用角色 tuanwei_app 的数据库密码");
        MEANING.put("TUANWEI_DB_OWNER_PASSWORD", "属主角色 tuanwei_owner 的数据库密码（只用于建表）");
        MEANING.put("TUANWEI_SMTP_HOST", "发信服务器");
        MEANING.put("TUANWEI_MAIL_FROM", "发件人邮箱");
        MEANING.put("TUANWEI_BASE_URL", "对外网址，如 https://tuanwei.example");
        MEANING.put("TUANWEI_SECRET_KEYS", "密封密钥「编号:base64」，每把 32 字节，多把用逗号分开");
        MEANING.put("TUANWEI_SIGNING_KEY", "签名密钥，32 字节的 base64");
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        List<String> faults = faults(event.getEnvironment());
        if (!faults.isEmpty()) {
            throw new SettingsRefused(faults);
        }
    }

    /** What is wrong, one line for each setting; empty when the application may start. */
    static List<String> faults(ConfigurableEnvironment environment) {
        List<String> faults = new ArrayList<>();
        for (String name : required(environment)) {
            if (value(environment, name) == null) {
                faults.add(name + "：没有设置 — " + MEANING.getOrDefault(name, "见 docs/operation.md"));
            }
        }
        boolean development = environment.getProperty(DEVELOPMENT, Boolean.class, false);
        checkSecretKeys(value(environment, "TUANWEI_SECRET_KEYS"), development, faults);
        String signingKey = value(environment, "TUANWEI_SIGNING_KEY");
        if (signingKey != null) {
            checkKey("TUANWEI_SIGNING_KEY", signingKey, development, faults);
        }
        checkBaseUrl(
                value(environment, "TUANWEI_BASE_URL"),
                development || "true".equalsIgnoreCase(value(environment, ALLOW_HTTP)),
                faults);
        if (value(environment, "TUANWEI_IMAP_HOST") != null) {
            for (String name : List.of("TUANWEI_IMAP_USER", "TUANWEI_IMAP_PASSWORD")) {
                if (value(environment, name) == null) {
                    faults.add(name + "：没有设置 — 设了收信服务器 TUANWEI_IMAP_HOST，须有收信邮箱的账号和密码");
                }
            }
        }
        return faults;
    }

    /** The settings that {@code application.yaml} asks the environment for without naming a default. */
    static Set<String> required(ConfigurableEnvironment environment) {
        Set<String> names = new TreeSet<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof OriginTrackedMapPropertySource file
                    && file.getName().contains("application.yaml")) {
                for (String property : file.getPropertyNames()) {
                    Matcher placeholder = WITHOUT_DEFAULT.matcher(String.valueOf(file.getProperty(property)));
                    while (placeholder.find()) {
                        names.add(placeholder.group(1));
                    }
                }
            }
        }
        return Collections.unmodifiableSet(names);
    }

    private static void checkSecretKeys(@Nullable String keys, boolean development, List<String> faults) {
        if (keys == null) {
            return;
        }
        Set<String> ids = new HashSet<>();
        for (String entry : keys.split(",", -1)) {
            String[] parts = entry.strip().split(":", 2);
            if (parts.length != 2 || !KEY_ID.matcher(parts[0]).matches()) {
                faults.add("TUANWEI_SECRET_KEYS：应为「编号:base64」，多把用逗号分开；编号为字母、数字、- 或 _");
                return;
            }
            if (!ids.add(parts[0])) {
                faults.add("TUANWEI_SECRET_KEYS：编号 " + parts[0] + " 出现了两次");
            }
            checkKey("TUANWEI_SECRET_KEYS（编号 " + parts[0] + "）", parts[1], development, faults);
        }
    }

    private static void checkKey(String name, String base64, boolean development, List<String> faults) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException notBase64) {
            faults.add(name + "：不是 base64");
            return;
        }
        if (key.length != KEY_BYTES) {
            faults.add(name + "：应为 " + KEY_BYTES + " 字节，现为 " + key.length + " 字节（用 openssl rand -base64 32 生成）");
        } else if (!development && DEVELOPMENT_KEYS.contains(sha256(key))) {
            faults.add(name + "：这是开发用的公开密钥，不能用于正式运行");
        }
    }

    private static void checkBaseUrl(@Nullable String address, boolean httpAllowed, List<String> faults) {
        if (address == null) {
            return;
        }
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException malformed) {
            faults.add("TUANWEI_BASE_URL：不是网址");
            return;
        }
        boolean https = "https".equals(uri.getScheme());
        if (uri.getHost() == null || !https && !"http".equals(uri.getScheme())) {
            faults.add("TUANWEI_BASE_URL：应为完整网址，如 https://tuanwei.example");
        } else if (!https && !httpAllowed) {
            faults.add("TUANWEI_BASE_URL：必须是 https（只在本机试用时可设 " + ALLOW_HTTP + "=true）");
        } else if (address.endsWith("/")) {
            faults.add("TUANWEI_BASE_URL：末尾不要加「/」");
        }
    }

    private static @Nullable String value(Environment environment, String name) {
        String value = environment.getProperty(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static String sha256(byte[] key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
