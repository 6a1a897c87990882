package org.wangchuan.platform.oversight.secondcheck;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.paper.Figures;
import org.wangchuan.platform.custody.SecondLook;
import org.wangchuan.platform.ledger.Hands;
import org.wangchuan.platform.oversight.secondcheck.CheckException.Code;
import org.wangchuan.platform.web.access.Visitor;

/**
 * Where a verifier looks from afar at what another company has cleared, as long as both companies say so. The pact is locked before order and
 * device, so that whoever ends it waits, or comes first. Thread-safe.
 */
@Component
class OthersDesk {
    /** Most that the list shows. */
    static final int SHOWN_MAX = 50;

    private static final String WAITING = """
            SELECT d.id, d.kind, d.brand, d.model, s.name, s.time_zone, c.drawn_at FROM custody.device d
            JOIN identity.site s ON s.id = d.site_id
            JOIN LATERAL (SELECT one.drawn_at FROM oversight.clearing one WHERE one.device_id = d.id ORDER BY one.id DESC LIMIT 1) c
              ON c.drawn_at IS NOT NULL
            WHERE d.state = 'cleared' AND d.kind NOT IN ('phone', 'tablet') AND oversight.against(d.id) = 'drawn' AND d.site_id IN (
              SELECT ps.site_id FROM oversight.pact_site ps JOIN oversight.pact p ON p.id = ps.pact_id
              JOIN identity.account a ON a.organisation_id = p.looker_id
              WHERE a.id = :account AND p.accepted_at IS NOT NULL AND p.ended_at IS NULL)
            """;

    private final JdbcClient jdbc;
    private final Pacts pacts;
    private final Clearings clearings;
    private final SecondChecks checks;
    private final StationReads reads;
    private final LookTable table;
    private final LookDesk desk;
    private final Hands hands;
    private final SecondLook looks;

    OthersDesk(
            JdbcClient jdbc,
            Pacts pacts,
            Clearings clearings,
            SecondChecks checks,
            StationReads reads,
            LookTable table,
            LookDesk desk,
            Hands hands,
            SecondLook looks) {
        this.jdbc = jdbc;
        this.pacts = pacts;
        this.clearings = clearings;
        this.checks = checks;
        this.reads = reads;
        this.table = table;
        this.desk = desk;
        this.hands = hands;
        this.looks = looks;
    }

    /** What waits, the longest waiting first. */
    List<OthersView> waiting(Visitor visitor) {
        return jdbc.sql(WAITING + "ORDER BY c.drawn_at, d.id LIMIT :most")
                .param("account", visitor.account())
                .param("most", SHOWN_MAX)
                .query((row, _) -> read(row))
                .list();
    }

    /** One of them; empty if it does not wait, or no pact is there. */
    Optional<OthersView.Whole> find(Visitor visitor, UUID device) {
        return jdbc.sql(WAITING + "AND d.id = :device")
                .param("account", visitor.account())
                .param("device", device)
                .query((row, _) -> read(row))
                .optional()
                .map(one -> whole(visitor, one));
    }

    private OthersView.Whole whole(Visitor visitor, OthersView one) {
        Clearings.Clearing last = last(one.device());
        List<UUID> answered = reads.answered(last.id(), visitor.account());
        List<OthersView.Drive> drives = last.statements().stream()
                .map(statement -> drive(statement, answered.contains(statement)))
                .toList();
        return new OthersView.Whole(
                one,
                Objects.requireNonNull(looks.of(List.of(one.device())).get(one.device())),
                drives,
                checks.keptOut(one.device(), hands.of(last.statements()), visitor.account()),
                reads.areAnswers(last.id(), visitor.account()),
                reads.areAll(last.id()),
                checks.isTried(last));
    }

    private OthersView.Drive drive(UUID statement, boolean isAnswered) {
        Optional<LookTable.Erasure> erasure = table.erasure(statement);
        return new OthersView.Drive(
                erasure.flatMap(LookTable.Erasure::serial),
                erasure.flatMap(LookTable.Erasure::capacityBytes).map(Figures::size),
                isAnswered);
    }

    /** What stations are asked to read of it, and where it can be read. */
    LookView looks(Visitor visitor, OthersView.Whole whole) {
        Clearings.Clearing last = last(whole.device().device());
        boolean mayAsk = !whole.isOwn() && !whole.isAnswered();
        return desk.view(last, new LookDesk.Viewer(visitor, pacts.of(visitor, last.site()), mayAsk));
    }

    private Clearings.Clearing last(UUID device) {
        return clearings.latest(device).orElseThrow();
    }

    /** Has a station read one of its drives. */
    @Transactional
    public void ask(UUID device, LookDesk.Choice choice, Visitor by) throws CheckException {
        desk.ask(device, choice, asker(device, by));
    }

    /** Takes back what this company has asked for. */
    @Transactional
    public void withdraw(UUID device, UUID look, Visitor by) throws CheckException {
        desk.withdraw(device, look, asker(device, by));
    }

    /** Confirms it by what stations have read at the visitor's own word. */
    @Transactional
    public void confirm(UUID device, Visitor by) throws CheckException {
        checks.confirmFromAfar(device, asker(device, by));
    }

    /** Says that it can't be read from there. */
    @Transactional
    public void notPossible(UUID device, Visitor by) throws CheckException {
        checks.notPossibleFromAfar(device, asker(device, by));
    }

    private SecondChecks.Asker asker(UUID device, Visitor by) throws CheckException {
        UUID pact = clearings
                .latest(device)
                .flatMap(last -> pacts.lock(by, last.site()))
                .orElseThrow(() -> new CheckException(Code.PACT_ENDED, "no company has said so"));
        return new SecondChecks.Asker(by.account(), Optional.of(pact));
    }

    private static OthersView read(ResultSet row) throws SQLException {
        return new OthersView(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getString("brand"),
                row.getString("model"),
                row.getString("name"),
                row.getString("time_zone"),
                Objects.requireNonNull(row.getObject("drawn_at", OffsetDateTime.class))
                        .toInstant());
    }
}
