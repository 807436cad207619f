package org.tuanwei;

import java.util.List;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The start is refused: settings are missing or unfit. */
class SettingsRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SettingsRefused(List<String> faults) {
        super("环境设置不完整，不能启动：\n\n  - " + String.join("\n  - ", faults));
    }

    /** Puts it on the console in words, without a stack. */
    static class Analyzer extends AbstractFailureAnalyzer<SettingsRefused> {

        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, SettingsRefused cause) {
            return new FailureAnalysis(
                    cause.getMessage(),
                    "请在环境变量（或 .env）中补齐上述各项后重新启动；各项含义见 docs/operation.md。开发试用请运行 mvn spring-boot:test-run。",
                    cause);
        }
    }
}
