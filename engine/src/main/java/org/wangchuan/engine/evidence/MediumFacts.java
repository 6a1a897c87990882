package org.wangchuan.engine.evidence;

import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.Obstacle;

/**
 * What was read of the medium, and what the operator declared about it, kept apart.
 *
 * @param name kernel name ({@code sda}) or file name
 * @param bus what it was read through (ata, nvme, usb, loop, file and so on)
 * @param capacityBytes size as opened
 * @param blockBytes smallest addressable unit; 1 for a file
 * @param seenClass what the device itself says it is
 * @param declaredClass what the operator says it is, if anything
 * @param scope what a verdict on it is about
 * @param caps codes of what keeps a verdict down, whatever is done (see {@code medium.Obstacle})
 */
public record MediumFacts(
        String name,
        Optional<String> model,
        Optional<String> serial,
        Optional<String> firmware,
        Optional<String> wwn,
        String bus,
        long capacityBytes,
        long blockBytes,
        MediumClass seenClass,
        Optional<MediumClass> declaredClass,
        Scope scope,
        List<String> caps) {

    /** What the verdict is about. */
    public enum Scope {
        /** Everything that the whole device addresses. */
        WHOLE_MEDIUM,
        /** One partition of it. */
        PARTITION,
        /** A virtual disk, a RAID volume, a mapped device: what is beneath is not seen. */
        VOLUME,
        /** The contents of one file. */
        FILE
    }

    public MediumFacts {
        caps = List.copyOf(caps);
    }

    /**
     * The class whose rules apply. A declaration fills in what the device does not say; it never
     * contradicts what the device says, and a file stays a file.
     */
    public MediumClass effectiveClass() {
        return seenClass == MediumClass.UNKNOWN ? declaredClass.orElse(MediumClass.UNKNOWN) : seenClass;
    }

    /** The same with another size: of a drive that shows more of itself than before. */
    public MediumFacts withCapacity(long bytes) {
        return new MediumFacts(
                name, model, serial, firmware, wwn, bus, bytes, blockBytes, seenClass, declaredClass, scope, caps);
    }

    /** Whether a switch for tests let the medium pass: then nothing is proved about anybody's device. */
    public boolean isTest() {
        return caps.contains(Obstacle.Code.LAB.id());
    }

    /** Whether the effective class rests on the operator's word. */
    public boolean classIsDeclared() {
        return seenClass == MediumClass.UNKNOWN && declaredClass.isPresent();
    }
}
