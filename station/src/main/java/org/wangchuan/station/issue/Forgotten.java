package org.wangchuan.station.issue;

import java.util.Optional;
import org.wangchuan.proof.statement.KeptDevice;

/**
 * What was forgotten.
 *
 * @param kept why and until when the device's facts are still kept; empty if nothing is
 * @param isNew whether it was said just now, and not before
 * @param index of the statement that says so, in the station's log
 */
public record Forgotten(Optional<KeptDevice> kept, boolean isNew, long index) {}
