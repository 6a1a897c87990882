package org.wangchuan.engine.verdict;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.command.AnswerException;
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
 * sectors (JESD84-B51, "SEC_COUNT"), also where it is overwritten alone. What a kernel shows it may have read before that changed. Answers from which no size can be read say nothing; one that can't be is another. The looks for hidden areas compare theirs themselves.
 */
final class ToldSizes {
    /** What stands for a size that no drive has. */
    static final long IMPOSSIBLE = Long.MAX_VALUE;

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
        List<Long> sizes = new ArrayList<>();
        sizes.add(evidence.the(Event.MediumSeen.class).medium().capacityBytes());
        for (Event event : evidence.events()) {
            if (event instanceof HiddenAreaEvent.LookedAgain again) {
                sizes.add(again.capacityBytes()); // what it hid is shown from here on
            }
            List<DeviceCommand> told = told(event);
            for (int i = 0; i < told.size(); i++) {
                Optional<Long> bytes = bytes(told.get(i));
                boolean fits = isAskedAgain(event, i)
                        ? sizes.containsAll(bytes.stream().toList())
                        : bytes.filter(one -> !one.equals(sizes.getLast())).isEmpty();
                if (!fits) {
                    return bytes;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Whether a drive identifies itself once more in the same questions, and tells its size: the first answer may be of before the computer slept so that the drive thaws, and so of
     * before what it hid was taken away (decision 0124).
     */
    private boolean isAskedAgain(Event event, int place) {
        if (!(event instanceof DriveEvent.DriveAsked asked)
                || !TechniqueBytes.identifyDevice(asked.commands().get(place))) {
            return false;
        }
        return asked.commands().stream()
                .skip(place + 1L)
                .anyMatch(command ->
                        TechniqueBytes.identifyDevice(command) && bytes(command).isPresent());
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
            return DriveAnswer.data(
                            command,
                            orImpossible(answer ->
                                    Optional.of(ReadCapacity.parse(answer)).map(ToldSizes::bytes)))
                    .flatMap(told -> told);
        }
        Optional<ExtendedCsd> card = MmcRules.card(command);
        if (card.isPresent()) {
            // The size of a card that counts bytes is in another register.
            return card.filter(ExtendedCsd::addressesSectors).map(told -> told.sectors() * ExtendedCsd.SECTOR_BYTES);
        }
        return NvmeBlock.of(command)
                .filter(NvmeBlock::identifiesNamespace)
                .filter(block -> held.contains(block.namespace()))
                .flatMap(_ -> DriveAnswer.data(
                        command,
                        orImpossible(answer -> NvmeNamespace.size(answer).map(NvmeNamespace.Size::bytes))))
                .flatMap(told -> told);
    }

    private static long bytes(ReadCapacity told) {
        return told.blocks() * told.blockBytes();
    }

    /** An answer in full that tells of a size that no drive has tells another than what was erased; nothing but zeros is what an adapter makes of none. */
    private static DriveAnswer.Parser<Optional<Long>> orImpossible(DriveAnswer.Parser<Optional<Long>> parser) {
        return answer -> {
            try {
                return parser.parse(answer);
            } catch (AnswerException e) {
                boolean told = e.code() == AnswerException.Code.VALUE && !isBlank(answer);
                return told ? Optional.of(IMPOSSIBLE) : Optional.empty();
            }
        };
    }

    private static boolean isBlank(byte[] answer) {
        for (byte one : answer) {
            if (one != 0) {
                return false;
            }
        }
        return true;
    }

    /** Fields of a hostile answer can be larger than any product of them. */
    private static long saturated(long blocks, long blockBytes) {
        long bytes = Math.multiplyHigh(blocks, blockBytes) == 0 ? blocks * blockBytes : IMPOSSIBLE;
        return bytes < 0 ? IMPOSSIBLE : bytes;
    }
}
