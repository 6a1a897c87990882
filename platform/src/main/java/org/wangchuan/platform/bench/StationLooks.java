package org.wangchuan.platform.bench;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.proof.encoding.Bytes32;

/** What stations are to read once more, and what they say of it; a bean of the module that draws. Each call is safe to repeat. Thread-safe. */
public interface StationLooks {
    /**
     * A drive that a station is to read.
     *
     * @param lane as the station names it
     * @param serial that the drive has to have; empty if it has none
     * @param clearing event of the erasure
     * @param statement digest of its signed statement
     * @param challenge that is signed with what is found
     */
    record Asked(
            UUID look, String lane, Optional<String> serial, UUID clearing, Bytes32 statement, Bytes32 challenge) {}

    /**
     * What a station is to hand over of an erasure.
     *
     * @param task that it was made for
     * @param recipient what it is sealed for
     */
    record HandOver(UUID look, UUID task, UUID clearing, String recipient) {}

    /**
     * A word of a station.
     *
     * @param code stable, in capitals
     */
    record Word(String code, String en, String zh) {}

    /** Why a call is refused; the code is the Station API's. */
    final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        private final Code code;

        /** Which. */
        public enum Code {
            /** No such look of this station. */
            LOOK_NOT_FOUND,
            /** It is over. */
            LOOK_ENDED,
            /** Another lane, or another medium in it. */
            LANE_DIFFERS,
            /** Another key counts by now, or none does, or what it is for is here. */
            LOOK_RECIPIENT,
            /** What it found can't be taken now, and may be later: the station keeps it, and brings it again. */
            LOOK_NOT_NOW,
            /** The station's trust list is not here, or not any more: it brings that first, and then this. */
            TRUST_LIST_MISSING
        }

        public RefusedException(Code code) {
            super(code.name());
            this.code = code;
        }

        /** Why. */
        public Code code() {
            return code;
        }
    }

    /** What a station is to read and has not. */
    List<Asked> wanted(UUID station);

    /** What a station is to hand over and has not. */
    List<HandOver> handOvers(UUID station);

    /** The drive is in its lane and about to be read. */
    void claim(Stations.Station station, UUID look, String lane, Optional<String> serial, String recipient)
            throws RefusedException;

    /** What was sealed for the station that looks, which begins by it; empty as long as it was not brought. */
    Optional<String> files(Stations.Station station, UUID look) throws RefusedException;

    /** The station that erased brings what the other needs. */
    void handedOver(Stations.Station station, UUID look, String recipient, String sealed) throws RefusedException;

    /** The station that erased has nothing to bring: the look is over. */
    void cannotHandOver(Stations.Station station, UUID look, Word why) throws RefusedException;

    /** How far it is; nothing rests on it. */
    void progress(Stations.Station station, UUID look, Progress progress) throws RefusedException;

    /** What was found, as it was signed: judged, and kept whether it can be taken or not. */
    void found(Stations.Station station, UUID look, String file) throws RefusedException;

    /** Nothing was read. */
    void refused(Stations.Station station, UUID look, Word why) throws RefusedException;
}
