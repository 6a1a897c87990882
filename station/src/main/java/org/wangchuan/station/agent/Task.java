package org.wangchuan.station.agent;

import java.util.Optional;
import java.util.UUID;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;

/**
 * What the platform wants erased.
 *
 * @param id the task's own
 * @param order the work order's code, for people
 * @param lane where the medium is to lie, by the station's name for it; of a phone the place of its cable
 * @param serial of that medium; empty if it has none, and of a phone that is not claimed yet
 * @param policy id of a rule set
 * @param policyVersion the version of it that was agreed to, and no other is carried out; 1 where the platform names none, for then there was no other
 * @param asset the device's code, which goes into the receipt
 */
public record Task(
        UUID id,
        String order,
        String lane,
        Optional<String> serial,
        String policy,
        long policyVersion,
        String asset,
        Kind kind) {
    /** What is to be erased. */
    public enum Kind {
        /** A drive in a lane. */
        DRIVE,
        /** A phone on a cable. */
        PHONE
    }

    /** Of a drive. */
    public Task(
            UUID id, String order, String lane, Optional<String> serial, String policy, long version, String asset) {
        this(id, order, lane, serial, policy, version, asset, Kind.DRIVE);
    }

    /** What it is erased by; empty if this station does not have that version. */
    Optional<Policy> rules() {
        return PolicyCatalogue.find(policy, policyVersion);
    }

    /** The same, of what shows this number. */
    Task showing(Optional<String> number) {
        return new Task(id, order, lane, number, policy, policyVersion, asset, kind);
    }

    /** Whether a phone is to be erased. */
    public boolean isPhone() {
        return kind == Kind.PHONE;
    }
}
