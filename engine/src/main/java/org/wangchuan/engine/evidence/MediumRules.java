package org.wangchuan.engine.evidence;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.canonical.Json;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.Obstacle;

/**
 * What an examination of a medium never says together. It is this program that examines, so a record that holds
 * such a pair was not written by it. What a device answered is nowhere doubted, only what was made of it.
 */
final class MediumRules {
    /** Smallest and largest logical block of a block device that is examined at all; a file has blocks of one byte. */
    private static final long BLOCK_BYTES_MIN = 512;

    private static final long BLOCK_BYTES_MAX = 65_536;

    /** Caps that say that less than a whole drive was seen, or something else than one. */
    private static final Set<String> NO_WHOLE_DRIVE = Set.of(
            Obstacle.Code.PARTITION.id(),
            Obstacle.Code.COMPOSED.id(),
            Obstacle.Code.VIRTUAL.id(),
            Obstacle.Code.TEST_DEVICE.id(),
            Obstacle.Code.FABRICS.id());

    private final int line;
    private final MediumFacts medium;
    private final Bus bus;

    private MediumRules(int line, MediumFacts medium, Bus bus) {
        this.line = line;
        this.medium = medium;
        this.bus = bus;
    }

    static void require(int line, MediumFacts medium) throws EvidenceException {
        new MediumRules(line, medium, bus(line, medium)).require();
    }

    /** What was found of hidden areas follows from the answers that stand beside it. */
    static void requireHidden(int line, RecordForm form, MediumFacts medium, Event.HiddenAreas said)
            throws EvidenceException {
        new HiddenAreaRules(line, form, medium, bus(line, medium)).require(said);
    }

    private void require() throws EvidenceException {
        boolean file = medium.scope() == MediumFacts.Scope.FILE;
        check(file == (bus == Bus.FILE), "a file, and nothing else, on the bus file", medium.bus());
        check(
                file == (medium.seenClass() == MediumClass.IMAGE),
                "a file, and nothing else, of the class image",
                medium.seenClass().id());
        check(
                file ? medium.blockBytes() == 1 : isBlock(medium.blockBytes()),
                file ? "blocks of 1 byte in a file" : "blocks of 512 to 65536 bytes, a power of two",
                medium.blockBytes() + " bytes");
        check(
                medium.capacityBytes() % medium.blockBytes() == 0,
                "a capacity in whole blocks of " + medium.blockBytes() + " bytes",
                medium.capacityBytes() + " bytes");
        requireDeclaration();
        requireCaps();
        requireScope();
    }

    /** A person can say magnetic or flash, and only where the device says nothing. */
    private void requireDeclaration() throws EvidenceException {
        Optional<MediumClass> declared = medium.declaredClass();
        check(
                declared.isEmpty() || medium.seenClass() == MediumClass.UNKNOWN,
                "a declared class only where the device tells none",
                "one beside " + medium.seenClass().id());
        check(
                declared.isEmpty() || declared.get() == MediumClass.MAGNETIC || declared.get() == MediumClass.FLASH,
                "magnetic or flash declared",
                declared.map(MediumClass::id).orElse(""));
    }

    private void requireCaps() throws EvidenceException {
        List<String> known =
                Arrays.stream(Obstacle.Code.values()).map(Obstacle.Code::id).toList();
        check(known.containsAll(medium.caps()), "caps that this version knows", "another word");
        check(new HashSet<>(medium.caps()).size() == medium.caps().size(), "each cap once", "one twice");
        cap(Obstacle.Code.BRIDGE, bus == Bus.USB);
        cap(Obstacle.Code.COMPOSED, bus == Bus.MD || bus == Bus.DM);
        cap(Obstacle.Code.TEST_DEVICE, bus == Bus.LOOP);
        onlyOn(Obstacle.Code.OTHER_PARTS, bus == Bus.MMC || bus == Bus.NVME || bus == Bus.UFS || bus == Bus.SCSI);
        onlyOn(Obstacle.Code.PARTS_UNKNOWN, bus == Bus.NVME || bus == Bus.UFS);
        if (bus == Bus.UFS && medium.scope() == MediumFacts.Scope.WHOLE_MEDIUM) {
            cap(Obstacle.Code.PARTS_UNKNOWN, true); // each has a replay protected block
        }
        cap(Obstacle.Code.PARTITION, medium.scope() == MediumFacts.Scope.PARTITION);
    }

    private void cap(Obstacle.Code code, boolean expected) throws EvidenceException {
        boolean said = medium.caps().contains(code.id());
        check(
                said == expected,
                (expected ? "the cap " : "no cap ") + code.id() + " on " + medium.bus(),
                said ? "it" : "none");
    }

    /** Records of earlier versions don't have it. */
    private void onlyOn(Obstacle.Code code, boolean possible) throws EvidenceException {
        check(possible || !medium.caps().contains(code.id()), "no cap " + code.id() + " on " + medium.bus(), "it");
    }

    private void requireScope() throws EvidenceException {
        boolean plainBus = switch (bus) {
            case ATA, SCSI, NVME, USB, MMC, UFS -> true;
            case VIRTIO, LOOP, MD, DM, FILE, OTHER -> false;
        };
        boolean plain = plainBus && medium.caps().stream().noneMatch(NO_WHOLE_DRIVE::contains);
        boolean holds = switch (medium.scope()) {
            case WHOLE_MEDIUM -> plain;
            case VOLUME -> !plain;
            case PARTITION, FILE -> true; // told by their cap and their bus
        };
        check(
                holds,
                plain ? "a whole drive on " + medium.bus() : "something else than a whole drive on " + medium.bus(),
                "the scope " + Json.wireName(medium.scope()));
    }

    private static boolean isBlock(long bytes) {
        return bytes >= BLOCK_BYTES_MIN && bytes <= BLOCK_BYTES_MAX && Long.bitCount(bytes) == 1;
    }

    private static Bus bus(int line, MediumFacts medium) throws EvidenceException {
        for (Bus bus : Bus.values()) {
            if (bus.id().equals(medium.bus())) {
                return bus;
            }
        }
        throw new EvidenceException(line, "a bus that this version knows", "another word");
    }

    private void check(boolean holds, String expected, String found) throws EvidenceException {
        if (!holds) {
            throw new EvidenceException(line, expected, found);
        }
    }
}
