package org.wangchuan.platform.vault;

import java.util.UUID;

/**
 * Knows whom an incident affects. The vault asks it before anything is read to tell a person of one ({@link Purpose#INCIDENT_NOTICE}): of nobody
 * else is anything shown for that, whoever asks.
 */
public interface NoticeReach {
    /** Whether somebody may be reached because of an incident, now. */
    enum Reach {
        /** It does not affect them, or nobody works on it. */
        NONE,
        /** As many an hour as for everything else. */
        USUAL,
        /** As many as there are: two people have said that all whom it affects are told at once. */
        AT_ONCE
    }

    /**
     * That of a person.
     *
     * @param incident its code, as the reader gave it for a reference
     * @param account of the staff who would read
     */
    Reach of(String incident, UUID person, UUID account);
}
