package org.wangchuan.platform.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads what stations have proved. Thread-safe. */
@Component
public class Statements {
    static final TypeReference<List<Clause>> CLAUSES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Validations validations;

    Statements(JdbcClient jdbc, JsonMapper json, Validations validations) {
        this.jdbc = jdbc;
        this.json = json;
        this.validations = validations;
    }

    /** The statement that counts for an order: the one that was received last, of several tries. */
    public Optional<StatementFile> ofOrder(UUID order) {
        return jdbc.sql("""
                        SELECT * FROM ledger.statement WHERE order_id = ?
                        ORDER BY received_at DESC, log_index DESC LIMIT 1""").param(order).query((row, _) -> read(row)).optional();
    }

    private StatementFile read(ResultSet row) throws SQLException {
        UUID event = row.getObject("event_id", UUID.class);
        List<Clause> clauses = json.readValue(row.getString("clauses"), CLAUSES);
        return new StatementFile(
                event,
                row.getObject("order_id", UUID.class),
                row.getString("receipt"),
                Optional.ofNullable(row.getString("certificate")),
                row.getString("verdict"),
                isConforming(clauses, validations.clausesOf(event)),
                clauses,
                row.getObject("issued_at", OffsetDateTime.class).toInstant());
    }

    /** Every clause is met, or was left open and a person answers for it; a statement without clauses meets nothing. */
    static boolean isConforming(List<Clause> clauses, Set<String> validated) {
        return !clauses.isEmpty()
                && clauses.stream()
                        .allMatch(clause ->
                                clause.isSatisfied() || (clause.isUndetermined() && validated.contains(clause.id())));
    }
}
