package org.wangchuan.engine.verdict;

import java.util.List;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.ByteRange;

/**
 * The technical answer: what the evidence shows, and why not more. Only {@link VerdictRules} makes one.
 *
 * @param level the answer
 * @param reasons what kept it from the best that was planned, in the order of their codes; empty if nothing did
 * @param unreachable bytes that are known not to have been erased or not to be readable, disjoint, ascending
 * @param scope what the answer is about
 * @param notProved codes of what no evidence of this kind can show
 */
public record Verdict(
        Level level,
        List<Reason> reasons,
        List<ByteRange> unreachable,
        MediumFacts.Scope scope,
        List<NotProved> notProved) {

    /** The five answers, the strongest first. */
    public enum Level {
        /** The device erased itself, and showed it; nothing that was planted is left. Overwriting never reaches this. */
        PURGED,
        /** Every addressable block was overwritten as planned, and verified; or the device erased itself by a way that reaches no further. */
        CLEARED,
        /** As CLEARED, but for ranges or other parts of the device that are known exactly. */
        PARTIAL,
        /** It may have worked; the evidence does not show it. */
        UNPROVEN,
        /** It did not happen. */
        FAILED
    }

    /** Why the answer is not better. Codes are stable. */
    public enum Reason {
        /** A pass did not come to its end: the device vanished. */
        DEVICE_GONE,
        /** A pass or a verification did not come to its end: the device stopped answering. */
        DEVICE_STALLED,
        /** The device did not confirm that what it had accepted is durable. */
        FLUSH_FAILED,
        /** What was read back is not what was written. */
        MISMATCH,
        /** Nothing at all could be written. */
        NOTHING_WRITTEN,
        /** A pass that was planned has no end: it was broken off before, or never came to it. */
        PASS_MISSING,
        /** Written and unwritten bytes do not add up to the medium. */
        ACCOUNTS_DO_NOT_ADD_UP,
        /** Bytes moved faster than any drive can move them. */
        IMPOSSIBLE_PACE,
        /** The clock went back by more than any correction: the record does not say what came first. */
        CLOCK_WENT_BACK,
        /** Afterwards it was not the same medium, or not of the same size. */
        MEDIUM_CHANGED,
        /** Not looked for, or no credible answer: there may be hidden areas. */
        HIDDEN_AREAS_UNKNOWN,
        /** Hidden areas were found and not erased. */
        HIDDEN_AREAS_FOUND,
        /** The device has other parts, such as boot partitions or namespaces, that were not erased. */
        OTHER_PARTS,
        /** No pass whose content depends on the position was verified. */
        NOTHING_VERIFIED,
        /** Verified to a lesser extent than the policy asks, or than the technique does: of an eMMC that erased itself all has to be read. */
        VERIFIED_TOO_LITTLE,
        /** Old contents can survive elsewhere: shared, compressed or copied-on-write storage. */
        CONTENTS_ELSEWHERE,
        /** Some blocks could not be written or read. */
        UNREACHABLE_BLOCKS,
        /** The device did not say, before it was told to, that it can erase itself in this way. */
        NOT_OFFERED,
        /** The device did not accept the command. */
        COMMAND_REFUSED,
        /** The record holds no command that is this technique: none was sent, or nobody knows. */
        COMMAND_MISSING,
        /** The device says that its erasure failed. */
        DEVICE_SAYS_FAILED,
        /** What the device says now it said before, or can't be told from it. */
        OLD_RESULT,
        /** Another erasure was at work, or began: what the device says is not about this one. */
        NOT_OURS,
        /** It was seen at work; how it ended is not told. */
        END_NOT_TOLD,
        /** When it was last seen it was still at work. */
        STILL_RUNNING,
        /** Nothing that the device says shows that it erased itself. */
        NOT_SHOWN,
        /** The device does not show that no password is left set on it. */
        LEFT_LOCKED,
        /** Something that was planted before is still there. */
        CANARY_FOUND,
        /** A bridge or another machine stands between, or an answer names another device: they need not be the device's own. */
        NOT_THE_DRIVES_ANSWER,
        /** It ended, or had, while nobody watched, and does not show that nothing was written since. */
        UNWATCHED,
        /** The device says that something was written since it had erased itself. */
        WRITTEN_SINCE,
        /** What was read is not what erased blocks of such a device, or by such a technique, read as. */
        NOT_READ_AS_ERASED,
        /** The device was told to purge or to fail, and says that it succeeded, and not that it purged. */
        PURGE_NOT_TOLD,
        /** Blocks hold what they held before the device was told to erase itself. */
        BLOCKS_UNCHANGED
    }

    /** What stays open even where the answer is CLEARED. Codes are stable. */
    public enum NotProved {
        /** Firmware that serves reads from a copy looks honest to every host. */
        FIRMWARE_COPY,
        /** Spare and remapped cells are out of the host's reach. */
        SPARE_CELLS,
        /** What was read back may have come from the device's cache. */
        DEVICE_CACHE,
        /** Only the contents of this file were judged. */
        IMAGE_ONLY,
        /** Only this partition was judged. */
        PARTITION_ONLY,
        /** Only this volume was judged, not the devices beneath. */
        VOLUME_ONLY,
        /** Boot partitions, other namespaces and the like, also such as nobody has looked for. */
        OTHER_PARTS,
        /** A bridge stands between the host and the device's own answers. */
        BEHIND_BRIDGE,
        /** The medium class is the operator's word. */
        MEDIUM_CLASS_DECLARED,
        /** Read back in samples, not whole. */
        SAMPLED_ONLY,
        /** Earlier passes were not read back: that they were written everywhere is the drive's word. */
        UNVERIFIED_PASSES,
        /** No second engine looked for leftovers. */
        RESIDUE_NOT_RUN,
        /** That cells out of the host's reach were erased, too, is the device's word. */
        DEVICES_WORD,
        /** A key was destroyed: that all data were encrypted under it from the first day on is the maker's word. */
        KEY_DESTRUCTION,
        /** The device answered that it was done before anybody saw it at work. */
        NOT_SEEN_RUNNING,
        /** Blocks that the device no longer maps are answered without a look at the cells. */
        CELLS_NOT_READ,
        /** A format that names no content leaves to the device what it writes, and whether. */
        CONTENT_LEFT_TO_DEVICE
    }

    public Verdict {
        reasons = List.copyOf(reasons);
        unreachable = List.copyOf(unreachable);
        notProved = List.copyOf(notProved);
    }
}
