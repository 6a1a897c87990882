package org.wangchuan.platform.bench;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.intake.Actor;
import tools.jackson.databind.json.JsonMapper;

/** What is to be erased, in which lane; thread-safe. */
@Component
public class BenchTasks {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    BenchTasks(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Chooses a lane for an order; the station may begin from now on. Returns the task. */
    @Transactional
    public UUID queue(UUID order, UUID station, String lane, UUID byAccount) throws BenchException {
        throw new BenchException(BenchException.Code.ORDER_NOT_WAITING, "not built yet");
    }

    /** Takes an order back from the bench, if no station has begun. */
    @Transactional
    public void withdraw(UUID order, Actor by) throws BenchException {
        throw new BenchException(BenchException.Code.NO_TASK, "not built yet");
    }

    /** How far the erasure of an order is; empty before it has begun, and when it has ended. */
    public Optional<Progress> progress(UUID order) {
        return jdbc.sql("""
                        SELECT progress FROM bench.task
                        WHERE order_id = ? AND state = 'claimed' AND progress IS NOT NULL""")
                .param(order)
                .query((row, _) -> json.readValue(row.getString(1), Progress.class))
                .optional();
    }
}
