package org.wangchuan.engine.job;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.psid.Psid;

/**
 * What surrounds a job and is the same at its start and at each resumption.
 *
 * @param lane names the threads
 * @param identityHolds whether the identity of the medium alone shows that it is the one that the job began on; otherwise a
 *     job is gone on with only where the medium holds what nothing but this job can have written
 * @param clock for the times in the record
 * @param beacon given the digest of the evidence so far (lower-case hex), something that the device can't know beforehand (lower-case hex,
 *     at most 64 bytes); empty where there is none. A station gives the root of its own log, which its operator can steer by appending
 * @param earlier what the drive was asked before the job, and is to stand on record before what it is asked by the job; at most 8 commands count
 * @param psid of the drive, where somebody gave it; stays the caller's, who closes it when the job has returned
 */
public record JobSetup(
        String lane,
        JobOptions options,
        boolean identityHolds,
        InstantSource clock,
        Function<String, Optional<String>> beacon,
        List<DeviceCommand> earlier,
        Optional<Psid> psid) {
    public JobSetup {
        earlier = List.copyOf(earlier);
    }

    /** One before which nobody asked the drive anything, and to which nobody gave a PSID. */
    public JobSetup(
            String lane,
            JobOptions options,
            boolean identityHolds,
            InstantSource clock,
            Function<String, Optional<String>> beacon) {
        this(lane, options, identityHolds, clock, beacon, List.of(), Optional.empty());
    }
}
