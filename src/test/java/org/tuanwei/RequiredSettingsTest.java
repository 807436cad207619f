package org.tuanwei;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.tuanwei.testing.DevelopmentKeys;

/** What an administrator is told before the first start. */
@ExtendWith(OutputCaptureExtension.class)
class RequiredSettingsTest {

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @Test
    void every_setting_without_a_default_is_asked_for_and_explained() {
        assertThat(RequiredSettings.required(environment(Map.of())))
                .contains("TUANWEI_DB_URL", "TUANWEI_SECRET_KEYS", "TUANWEI_SIGNING_KEY", "TUANWEI_BASE_URL");
        assertThat(RequiredSettings.faults(environment(Map.of())))
                .hasSize(RequiredSettings.required(environment(Map.of())).size())
                .allSatisfy(fault -> assertThat(fault).contains("没有设置").doesNotContain("docs/operation.md"));
    }

    @Test
    void a_complete_environment_starts() {
        assertThat(RequiredSettings.faults(environment(complete()))).isEmpty();
    }

    @Test
    void a_mailbox_without_a_sign_in_is_refused() {
        assertThat(faultsWith("TUANWEI_IMAP_HOST", "imap.centre.example"))
                .hasSize(2)
                .allSatisfy(fault -> assertThat(fault).contains("收信邮箱"));
    }

    @Test
    void an_empty_value_is_a_missing_one() {
        assertThat(faultsWith("TUANWEI_DB_PASSWORD", "  "))
                .singleElement()
                .asString()
                .startsWith("TUANWEI_DB_PASSWORD：没有设置");
    }

    @Test
    void keys_of_the_wrong_shape_are_refused() {
        assertThat(faultsWith("TUANWEI_SIGNING_KEY", "!!"))
                .singleElement()
                .asString()
                .contains("不是 base64");
        assertThat(faultsWith("TUANWEI_SIGNING_KEY", "AAAA"))
                .singleElement()
                .asString()
                .contains("现为 3 字节");
        assertThat(faultsWith("TUANWEI_SECRET_KEYS", KEY))
                .singleElement()
                .asString()
                .contains("编号:base64");
        assertThat(faultsWith("TUANWEI_SECRET_KEYS", "k1:" + KEY + ",k1:" + KEY))
                .singleElement()
                .asString()
                .contains("两次");
        assertThat(faultsWith("TUANWEI_SECRET_KEYS", "k2:" + KEY + ",k1:AAAA"))
                .singleElement()
                .asString()
                .contains("编号 k1");
    }

    @Test
    void the_keys_of_the_development_application_are_refused() {
        assertThat(faultsWith("TUANWEI_SECRET_KEYS", DevelopmentKeys.KEYS))
                .singleElement()
                .asString()
                .contains("开发用的公开密钥");
        assertThat(faultsWith("TUANWEI_SIGNING_KEY", DevelopmentKeys.SIGNING_KEY))
                .singleElement()
                .asString()
                .contains("开发用的公开密钥");
        Map<String, Object> development = complete();
        development.put("TUANWEI_SIGNING_KEY", DevelopmentKeys.SIGNING_KEY);
        development.put("TUANWEI_BASE_URL", "http://localhost:8080");
        development.put(RequiredSettings.DEVELOPMENT, "true");
        assertThat(RequiredSettings.faults(environment(development))).isEmpty();
    }

    @Test
    void the_address_people_type_is_https_unless_allowed_otherwise() {
        assertThat(faultsWith("TUANWEI_BASE_URL", "http://tuanwei.example"))
                .singleElement()
                .asString()
                .contains("必须是 https");
        assertThat(faultsWith("TUANWEI_BASE_URL", "tuanwei.example")).hasSize(1);
        assertThat(faultsWith("TUANWEI_BASE_URL", "https://tuanwei.example/")).hasSize(1);
        Map<String, Object> trial = complete();
        trial.put("TUANWEI_BASE_URL", "http://localhost:8080");
        trial.put(RequiredSettings.ALLOW_HTTP, "true");
        assertThat(RequiredSettings.faults(environment(trial))).isEmpty();
    }

    @Test
    void the_start_is_refused_with_one_list_in_words(CapturedOutput output) {
        assertThatThrownBy(() -> TuanweiApplication.main(new String[] {"--TUANWEI_SIGNING_KEY=AAAA"}))
                .isInstanceOf(SettingsRefused.class);
        assertThat(output.getAll())
                .contains("环境设置不完整，不能启动", "TUANWEI_DB_URL：没有设置", "TUANWEI_SECRET_KEYS：没有设置", "现为 3 字节")
                .doesNotContain("\tat org.");
    }

    private static List<String> faultsWith(String name, String value) {
        Map<String, Object> settings = complete();
        settings.put(name, value);
        return RequiredSettings.faults(environment(settings));
    }

    private static Map<String, Object> complete() {
        Map<String, Object> settings = new LinkedHashMap<>();
        RequiredSettings.required(environment(Map.of())).forEach(name -> settings.put(name, "x"));
        settings.put("TUANWEI_SECRET_KEYS", "k1:" + KEY);
        settings.put("TUANWEI_SIGNING_KEY", KEY);
        settings.put("TUANWEI_BASE_URL", "https://tuanwei.example");
        return settings;
    }

    private static ConfigurableEnvironment environment(Map<String, Object> settings) {
        ConfigurableEnvironment environment = new StandardEnvironment() {
            @Override
            protected void customizePropertySources(MutablePropertySources sources) {
                sources.addLast(new MapPropertySource("settings", settings));
            }
        };
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        return environment;
    }
}
