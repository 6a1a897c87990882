package org.wangchuan.platform.ledger.log;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.witness.append.Appends;

/** The keys by which stations sign their appends, one each. Thread-safe. */
@Component
class AppendKeys {
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Stations stations;

    AppendKeys(JdbcClient jdbc, InstantSource clock, Stations stations) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.stations = stations;
    }

    /**
     * Enters a station's key, in the place of the one before.
     *
     * @return false if another station has it
     */
    @Transactional
    public boolean enter(UUID station, VerifierKey key) {
        try {
            jdbc.sql("""
                            INSERT INTO ledger.append_key VALUES (?, ?, ?)
                            ON CONFLICT (station_id) DO UPDATE SET key = excluded.key, at = excluded.at
                              WHERE append_key.key <> excluded.key""")
                    .params(station, key.toString(), clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    /**
     * Who may append now: active stations that have entered a key. The log knows them by the key that signs their statements, so
     * that an entry which the platform has taken from a receipt is the same event when the station sends it itself.
     */
    List<Appends.Member> members() {
        Map<UUID, String> entered = new HashMap<>();
        jdbc.sql("SELECT station_id, key FROM ledger.append_key").query(row -> {
            entered.put(row.getObject(1, UUID.class), row.getString(2));
        });
        List<Appends.Member> out = new ArrayList<>();
        for (Stations.Station station : stations.active()) {
            String key = entered.get(station.id());
            if (key != null) {
                out.add(new Appends.Member(parse(key), station.thumbprint()));
            }
        }
        return out;
    }

    private static VerifierKey parse(String key) {
        try {
            return VerifierKey.parse(key);
        } catch (VerificationException e) {
            throw new IllegalStateException("a key that was entered can be read", e);
        }
    }
}
