package org.wangchuan.engine.verdict;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.command.mmc.ExtendedCsd;
import org.wangchuan.engine.command.nvme.NvmeLists;
import org.wangchuan.engine.command.nvme.NvmeNamespace;
import org.wangchuan.engine.command.scsi.ReadCapacity;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.HiddenAreaEvent;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.evidence.NamespaceEvent;
import org.wangchuan.engine.evidence.PartEvent;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.ata.IdentifyDevice;

/**
 * Whether a drive, in any answer of its erasure that says how large it is, says the size that was erased: IDENTIFY DEVICE (ACS-4, words 60, 100 and 117), READ
 * CAPACITY(16) (SBC-4), Identify Namespace of the one that is held (NVM Command Set 1.0, NSZE and the LBA format in use), and the register of an eMMC that counts
 * sectors (JESD84-B51, "SEC_COUNT"), also where it is overwritten alone. What a kernel shows it may have read before that changed. Answers from which no size can be read say nothing. The looks for hidden areas compare theirs themselves.
 */
final class ToldSizes {
    private final Evidence evidence;
    private final Set<Long> held;

    private ToldSizes(Evidence evidence) {
        this.evidence = evidence;
        this.held = held(evidence);
    }

    /** The first size in bytes that the drive tells and that is not the medium's at that time; empty if there is none, or this is a part of a drive alone. */
    static Optional<Long> other(Evidence evidence) {
        return evidence.medium().scope() == MediumFacts.Scope.WHOLE_MEDIUM
                ? new ToldSizes(evidence).other()
                : Optional.empty();
    }

    /**
     * The numbers of the NVMe namespace that is the medium: one, if the record knows it, and none otherwise. A record that asks before the erasure for the size of
     * several has to answer for all of them.
     */
    static Set<Long> held(Evidence evidence) {
        Set<Long> asked = new HashSet<>();
        Set<Long> listed = new HashSet<>();
        for (DriveEvent.DriveAsked questions : evidence.all(DriveEvent.DriveAsked.class)) {
            for (DeviceCommand command : questions.commands()) {
                Optional<NvmeBlock> block = NvmeBlock.of(command);
                block.filter(NvmeBlock::identifiesNamespace).ifPresent(one -> asked.add(one.namespace()));
                if (block.filter(NvmeBlock::listsNamespaces).isPresent()) {
                    DriveAnswer.data(command, NvmeLists::namespaces).ifPresent(listed::addAll);
                }
            }
        }
        evidence.all(NamespaceEvent.Planted.class).forEach(planted -> listed.remove(planted.namespace()));
        if (asked.isEmpty() && listed.size() == 1) {
            return Set.copyOf(listed);
        }
        return Set.copyOf(asked);
    }

    private Optional<Long> other() {
        long capacityBytes = evidence.the(Event.MediumSeen.class).medium().capacityBytes();
        for (Event event : evidence.events()) {
            if (event instanceof HiddenAreaEvent.LookedAgain again) {
                capacityBytes = again.capacityBytes(); // what it hid is shown from here on
            }
            for (DeviceCommand command : told(event)) {
                Optional<Long> bytes = bytes(command);
                if (bytes.isPresent() && bytes.get() != capacityBytes) {
                    return bytes;
                }
            }
        }
        return Optional.empty();
    }

    private static List<DeviceCommand> told(Event event) {
        return switch (event) {
            case PartEvent.Asked asked -> asked.commands();
            case DriveEvent.DriveAsked asked -> asked.commands();
            case DriveEvent.NativeStarted started -> started.before();
            case DriveEvent.NativeTold told -> List.of(told.command());
            default -> List.of();
        };
    }

    private Optional<Long> bytes(DeviceCommand command) {
        if (TechniqueBytes.identifyDevice(command)) {
            return DriveAnswer.data(command, IdentifyDevice::parse)
                    .flatMap(told -> told)
                    .map(told -> saturated(told.accessibleBlocks(), told.blockBytes()));
        }
        if (TechniqueBytes.readCapacity(command)) {
            return DriveAnswer.data(command, ReadCapacity::parse).map(told -> told.blocks() * told.blockBytes());
        }
        Optional<ExtendedCsd> card = MmcRules.card(command);
        if (card.isPresent()) {
            // The size of a card that counts bytes is in another register.
            return card.filter(ExtendedCsd::addressesSectors).map(told -> told.sectors() * ExtendedCsd.SECTOR_BYTES);
        }
        return NvmeBlock.of(command)
                .filter(NvmeBlock::identifiesNamespace)
                .filter(block -> held.contains(block.namespace()))
                .flatMap(_ -> DriveAnswer.data(command, NvmeNamespace::size))
                .flatMap(told -> told)
                .map(NvmeNamespace.Size::bytes);
    }

    /** Fields of a hostile answer can be larger than any product of them. */
    private static long saturated(long blocks, long blockBytes) {
        long bytes = Math.multiplyHigh(blocks, blockBytes) == 0 ? blocks * blockBytes : Long.MAX_VALUE;
        return bytes < 0 ? Long.MAX_VALUE : bytes;
    }
}
