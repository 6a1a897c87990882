package org.wangchuan.platform.oversight.secondcheck;

import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.ledger.ClearingRoots;
import org.wangchuan.platform.ledger.Notes;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * What the draws of a site and month rest on: made at random, its digest brought into the log before the first draw, opened there when the
 * month is over. Whoever reads this platform's database can read it. Thread-safe.
 */
@Component
class Secrets {
    private static final int BYTES = 32;

    private final JdbcClient jdbc;
    private final Notes notes;
    private final ClearingRoots log;
    private final SecureRandom random = new SecureRandom();

    Secrets(JdbcClient jdbc, Notes notes, ClearingRoots log) {
        this.jdbc = jdbc;
        this.notes = notes;
        this.log = log;
    }

    /**
     * One of them.
     *
     * @param month its first day
     * @param secret 32 octets, for nobody's eyes until it is opened
     */
    record Secret(UUID site, LocalDate month, Bytes32 secret, UUID commitment, Optional<UUID> opening) {}

    /** That of a site and month, if there is one. */
    Optional<Secret> find(UUID site, LocalDate month) {
        return jdbc.sql("SELECT * FROM oversight.secret WHERE site_id = ? AND month = ?")
                .params(site, month)
                .query((row, _) -> new Secret(
                        site,
                        month,
                        Bytes32.of(row.getBytes("secret")),
                        row.getObject("commitment_id", UUID.class),
                        Optional.ofNullable(row.getObject("opening_id", UUID.class))))
                .optional();
    }

    /** Makes that of a site and month if there is none; its digest is on its way into the log then. The caller holds the site's lock. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void ensure(UUID site, LocalDate month) {
        if (find(site, month).isPresent()) {
            return;
        }
        byte[] octets = new byte[BYTES];
        random.nextBytes(octets);
        Bytes32 secret = Bytes32.of(octets);
        UUID commitment = notes.append(commitment(site, month, secret));
        jdbc.sql("INSERT INTO oversight.secret (site_id, month, secret, commitment_id) VALUES (?, ?, ?, ?)")
                .params(site, month, octets, commitment)
                .update();
    }

    /** Says in the log what it was, of each month of a site that is over. The caller holds the site's lock. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void open(UUID site, LocalDate now) {
        List<Secret> over = jdbc
                .sql("SELECT month FROM oversight.secret WHERE site_id = ? AND month < ? AND opening_id IS NULL")
                .params(site, now)
                .query((row, _) -> row.getObject(1, LocalDate.class))
                .list()
                .stream()
                .flatMap(month -> find(site, month).stream())
                .toList();
        for (Secret secret : over) {
            UUID opening = notes.append(opening(secret));
            jdbc.sql("UPDATE oversight.secret SET opening_id = ? WHERE site_id = ? AND month = ?")
                    .params(opening, site, secret.month())
                    .update();
        }
    }

    private String commitment(UUID site, LocalDate month, Bytes32 secret) {
        return head("commitment", site, month) + "sha256 "
                + HexFormat.of().formatHex(Bytes32.sha256(secret.toBytes()).toBytes()) + "\n";
    }

    private String opening(Secret secret) {
        return head("opening", secret.site(), secret.month()) + "secret "
                + HexFormat.of().formatHex(secret.secret().toBytes()) + "\n";
    }

    private String head(String what, UUID site, LocalDate month) {
        return "wangchuan-second-check/v1 " + what + "\nlog " + log.origin() + "\nsite " + site + "\nmonth "
                + Months.text(month) + "\n";
    }
}
