package org.wangchuan.station.live;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.wangchuan.station.live.LiveOrderRefusedException.Code;

/**
 * What an order meets where it is to be carried out.
 *
 * @param station thumbprint of the key whose orders are followed here
 * @param stick the number of this stick
 * @param begun says what was begun and what has ended, apart from the order's own folder
 * @param now by this computer's clock, which nobody vouches for
 * @param notBefore when the newest thing here was made, by whichever clock: it is later than that
 */
public record LiveOrderPlace(String station, UUID stick, OrderMarks begun, Instant now, Instant notBefore) {
    /** A computer's clock may be set to the local time. */
    public static final Duration CLOCK_SKEW = Duration.ofHours(26);

    /** The same place later. */
    public LiveOrderPlace at(Instant later) {
        return new LiveOrderPlace(station, stick, begun, later, notBefore);
    }

    void requireStation(LiveOrder order) throws LiveOrderRefusedException {
        if (!order.station().thumbprint().equals(station)) {
            throw new LiveOrderRefusedException(
                    Code.LIVE_ORDER_STATION,
                    "an order of station " + station,
                    "one of " + order.station().thumbprint());
        }
    }

    /** A clock that is set back makes an order last longer: it can be told only by what is newer than that clock. */
    void requireStickAndTime(LiveOrder order) throws LiveOrderRefusedException {
        if (!order.stick().equals(stick)) {
            throw new LiveOrderRefusedException(
                    Code.LIVE_ORDER_STICK, "an order for stick " + stick, "one for " + order.stick());
        }
        if (now.plus(CLOCK_SKEW).isBefore(notBefore)) {
            throw new LiveOrderRefusedException(
                    Code.LIVE_ORDER_TIME,
                    "a time after " + notBefore + ", when the newest file here was made",
                    now + " by this computer's clock");
        }
        if (!order.isValidAt(now, CLOCK_SKEW)) {
            throw new LiveOrderRefusedException(
                    Code.LIVE_ORDER_TIME,
                    "a time from " + Instant.ofEpochSecond(order.issued()) + " to "
                            + Instant.ofEpochSecond(order.expires()),
                    now + " by this computer's clock");
        }
    }
}
