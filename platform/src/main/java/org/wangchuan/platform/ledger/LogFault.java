package org.wangchuan.platform.ledger;

import java.util.Locale;

/** Why the operator's trust list can't name something of a station beside what it names already. */
public enum LogFault {
    /** The log's name is too long, or does not print on a line. */
    NAME,
    /** The log has the name or a key of a witness, or of the operator's own log. */
    IN_USE,
    /** The log has more keys than a station needs. */
    KEYS,
    /** Another station's log has the name already, or it is the one that only another station may have. */
    TAKEN,
    /** The station's own key is that of a witness. */
    STATION_KEY,
    /** The list that the station sent can't be read any more. */
    UNREADABLE;

    /** A stable word for programs. */
    public String wireName() {
        return "log-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
