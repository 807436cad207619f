package org.tuanwei.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Technical causes become sentences; the root decides before what wraps it. */
class FailureReasonTest {

    @ParameterizedTest
    @CsvSource({
        "org.camunda.bpm.engine.OptimisticLockingException, COLLISION",
        "org.springframework.jdbc.CannotGetJdbcConnectionException, DATABASE",
        "java.net.SocketTimeoutException, NETWORK",
        "org.tuanwei.mail.UnsafeMail, ADDRESS",
        "org.springframework.dao.DuplicateKeyException, DUPLICATE",
        "java.util.NoSuchElementException, MISSING",
        "org.tuanwei.engine.FormRefused, REFUSED",
        "org.camunda.bpm.impl.juel.jakarta.el.PropertyNotFoundException, RULES",
        "java.io.UncheckedIOException, FILES",
        "java.lang.OutOfMemoryError, MEMORY",
        "com.example.Strange, UNKNOWN"
    })
    void aCauseHasASentence(String cause, FailureReason reason) {
        assertThat(FailureReason.of(List.of("org.camunda.bpm.engine.ProcessEngineException", cause)))
                .isEqualTo(reason);
    }

    @Test
    void theRootDecidesAndWithoutAnyTheReasonIsUnknown() {
        assertThat(FailureReason.of(List.of("java.util.NoSuchElementException", "java.net.ConnectException")))
                .isEqualTo(FailureReason.NETWORK);
        assertThat(FailureReason.of(List.of())).isEqualTo(FailureReason.UNKNOWN);
    }
}
