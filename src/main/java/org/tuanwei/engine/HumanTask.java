package org.tuanwei.engine;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A human task as features see it.
 *
 * @param key process and element, {@code account-opening.Task_Register}
 * @param businessKey id of the case's row, or a feature's own key where the process has no case
 * @param variables the routing facts of the instance, read only
 */
public record HumanTask(
        String taskId,
        String key,
        String name,
        String processInstanceId,
        String businessKey,
        String tenantId,
        @Nullable String userId,
        Map<String, Object> variables) {

    /** Whether the business key is the id of a case's row. */
    public boolean ofCase() {
        return !businessKey.isEmpty() && businessKey.chars().allMatch(Character::isDigit);
    }

    /** Id of the case's row; {@link IllegalStateException} where the process has none. */
    public long caseId() {
        if (!ofCase()) {
            throw new IllegalStateException(key + " 的业务键 " + businessKey + " 不是案件编号");
        }
        return Long.parseLong(businessKey);
    }

    /** A routing fact that the models guarantee, as text. */
    public String text(String variable) {
        return String.valueOf(Objects.requireNonNull(variables.get(variable), () -> key + " 缺少变量 " + variable));
    }
}
