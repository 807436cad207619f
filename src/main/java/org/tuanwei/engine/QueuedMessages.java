package org.tuanwei.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.tuanwei.engine.MessageTaker.Undelivered;

/** Delivers messages from the work queue once a release brings somebody who takes them; each once, on any node. */
@Component
public class QueuedMessages {

    private static final Logger log = LoggerFactory.getLogger(QueuedMessages.class);
    private static final TypeReference<Map<String, Object>> VARIABLES = new TypeReference<>() {};

    private final List<MessageTaker> takers;
    private final TransactionOperations transactions;
    private final ObjectMapper json;
    private final JdbcClient jdbc;
    private final Clock clock;

    QueuedMessages(
            List<MessageTaker> takers,
            TransactionOperations transactions,
            ObjectMapper json,
            JdbcClient jdbc,
            Clock clock) {
        this.takers = takers;
        this.transactions = transactions;
        this.json = json;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return how many messages found a receiver */
    public int deliver() {
        int delivered = 0;
        for (MessageTaker taker : takers) {
            for (long id : jdbc.sql("select id from message_queue where message = ? and handled_at is null order by id")
                    .param(taker.message())
                    .query(Long.class)
                    .list()) {
                try {
                    delivered += Boolean.TRUE.equals(transactions.execute(status -> deliver(id, taker))) ? 1 : 0;
                } catch (RuntimeException failed) {
                    log.warn("queued message {} could not be delivered", id, failed);
                }
            }
        }
        return delivered;
    }

    private boolean deliver(long id, MessageTaker taker) {
        Optional<Undelivered> message = jdbc.sql("select business_key, tenant_id, variables from message_queue"
                        + " where id = ? and handled_at is null for update skip locked")
                .param(id)
                .query((row, n) -> new Undelivered(row.getString(1), row.getString(2), read(row.getString(3))))
                .optional();
        if (message.isEmpty() || !taker.take(message.get())) {
            return false;
        }
        jdbc.sql("update message_queue set handled_at = ?, handled_by = 'system', note = '已由系统送达' where id = ?")
                .params(Timestamp.from(clock.instant()), id)
                .update();
        return true;
    }

    private Map<String, Object> read(@Nullable String variables) {
        if (variables == null) {
            return Map.of();
        }
        try {
            return json.readValue(variables, VARIABLES);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
