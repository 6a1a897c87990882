package org.wangchuan.platform.oversight.processing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.proof.text.PersonalData;

/** What an operator has written, in all its versions. Thread-safe. */
@Component
class ProcessingTexts {
    static final int CHARS_MAX = 4_000;

    /** Shown of one topic. */
    static final int VERSIONS_MAX = 100;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    ProcessingTexts(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** How writing went. */
    enum Outcome {
        WRITTEN,
        /** Too long, with characters that no text has, or something of a person. */
        BAD_TEXT,
        /** Somebody else has written meanwhile. */
        CHANGED
    }

    /** The last version of each topic. */
    @Transactional(readOnly = true)
    public Map<Topic, ProcessingView.Version> latest(UUID organisation) {
        Map<Topic, ProcessingView.Version> out = new EnumMap<>(Topic.class);
        jdbc.sql("""
                        SELECT DISTINCT ON (topic) * FROM oversight.processing_text WHERE organisation_id = ? ORDER BY topic, number DESC""")
                .param(organisation)
                .query((row, _) -> Map.entry(row.getString("topic"), version(row)))
                .list()
                .forEach(entry -> Topic.of(entry.getKey()).ifPresent(topic -> out.put(topic, entry.getValue())));
        return out;
    }

    /** All versions of a topic, the latest first. */
    @Transactional(readOnly = true)
    public List<ProcessingView.Version> of(UUID organisation, Topic topic) {
        return jdbc.sql("""
                        SELECT * FROM oversight.processing_text WHERE organisation_id = ? AND topic = ? ORDER BY number DESC LIMIT ?""")
                .params(organisation, topic.id(), VERSIONS_MAX)
                .query((row, _) -> version(row))
                .list();
    }

    /**
     * Writes a version; an empty one takes back what was said before, which stays on record.
     *
     * @param seen the number of the version that its writer has read; 0 if there was none
     */
    @Transactional
    public Outcome write(UUID organisation, Topic topic, int seen, String typed, UUID account) {
        String text = typed.strip().replace("\r\n", "\n");
        boolean isText = text.length() <= CHARS_MAX
                && text.chars().noneMatch(sign -> sign != '\n' && Character.isISOControl(sign))
                && !PersonalData.isIn(text);
        if (!isText) {
            return Outcome.BAD_TEXT;
        }
        // Of two who write at once one has the number.
        int written = jdbc.sql("""
                        INSERT INTO oversight.processing_text (organisation_id, topic, number, at, by_account, text)
                        SELECT ?, ?, ?, ?, ?, ? WHERE ? = (SELECT coalesce(max(number), 0) FROM oversight.processing_text WHERE organisation_id = ? AND topic = ?)
                        ON CONFLICT DO NOTHING""")
                .params(
                        organisation,
                        topic.id(),
                        seen + 1,
                        clock.instant().atOffset(ZoneOffset.UTC),
                        account,
                        text,
                        seen,
                        organisation,
                        topic.id())
                .update();
        return written == 1 ? Outcome.WRITTEN : Outcome.CHANGED;
    }

    private static ProcessingView.Version version(ResultSet row) throws SQLException {
        Instant at = row.getObject("at", OffsetDateTime.class).toInstant();
        return new ProcessingView.Version(
                row.getInt("number"), at, row.getObject("by_account", UUID.class), row.getString("text"));
    }
}
