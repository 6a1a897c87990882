package org.wangchuan.engine.medium.hidden;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.Told;
import org.wangchuan.engine.command.nvme.NvmeCommands;
import org.wangchuan.engine.command.nvme.NvmeController;
import org.wangchuan.engine.command.nvme.NvmeLists;
import org.wangchuan.engine.command.nvme.NvmeNamespace;
import org.wangchuan.engine.command.nvme.NvmeRequest;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.HiddenAreas;
import org.wangchuan.engine.medium.ata.AtaSession.Given;
import org.wangchuan.engine.medium.ata.AtaSession.Reader;
import org.wangchuan.engine.medium.ata.AtaSession.Reply;
import org.wangchuan.engine.medium.ata.AtaSession.Withheld;
import org.wangchuan.engine.medium.ata.RecordedPort;
import org.wangchuan.engine.medium.ata.ScsiPort;

/**
 * Asks an NVMe device what it has besides one namespace, by Identify commands alone: other namespaces, attached to this controller or not, and capacity that no
 * namespace has. A device that manages namespaces (OACS bit 3) has to tell both (NVMe Base 2.0, "Identify Controller data structure", TNVMCAP and UNVMCAP;
 * "Identify command", CNS 10h); one that says that it does and tells no capacity, or numbers that do not add up, is one of which nothing is known. Of one that
 * manages none the namespaces are those that it shows, unless it may have other controllers (CMIC bit 1) with namespaces of their own. What it says of the size of
 * its namespaces (NSZE) has to be what the kernel shows, and a capacity that it tells (TNVMCAP) no more than its only namespace has: a kernel that has not heard
 * of a change shows less than there is. Not thread-safe.
 */
public final class NvmeSpace {
    /** Of a device with more, the one that is looked at among them, nothing is shown of the others. */
    public static final int NAMESPACES_MAX = 32;

    /** Detail of what is found of most drives: words of papers. */
    static final String ONE_FIXED = "an NVMe device of one namespace that manages no namespaces";

    static final String ONE_WHOLE = "an NVMe device of one namespace, which has all of its capacity";
    static final String SEVERAL = "an NVMe device whose namespaces have all of its capacity";

    /** Far above any drive there is; a record holds no larger number. */
    private static final BigInteger PLAUSIBLE_BYTES = BigInteger.TWO.pow(52);

    private static final HexFormat HEX = HexFormat.of();

    /** Namespaces whose size is asked for, the lowest numbers first; a record holds no more answers. */
    private static final int SIZES_MAX = NAMESPACES_MAX;

    private final ScsiPort port;
    private final boolean asksSizes;
    private final List<DeviceCommand> commands = new ArrayList<>();
    private final Map<Long, NvmeNamespace.Size> told = new TreeMap<>();
    private final Set<Long> numbers = new TreeSet<>();
    private long namespaces;
    private boolean counted;

    /** @param asksSizes whether namespaces are asked how large they are, as programs of before did not */
    NvmeSpace(ScsiPort port, boolean asksSizes) {
        this.port = port;
        this.asksSizes = asksSizes;
    }

    /**
     * How many namespaces there are besides one, by recorded answers of any kind of drive, attached or not: 0 also where none of these answers says it. 1023 for
     * that many or more.
     */
    public static long others(List<DeviceCommand> recorded) {
        return Math.max(0, replayed(recorded).namespaces - 1);
    }

    /**
     * Whether a device that was asked says how many namespaces it has, by recorded answers: where it does not, another may be attached to no controller, or to one
     * that nobody asks. True where nothing was asked.
     */
    public static boolean isCounted(List<DeviceCommand> recorded) {
        return recorded.isEmpty() || replayed(recorded).counted;
    }

    /** How many bytes each namespace has, attached ones alone, by recorded answers of any kind of drive: none where none of these answers says it. */
    public static Map<Long, Long> sizes(List<DeviceCommand> recorded) {
        Map<Long, Long> out = new TreeMap<>();
        replayed(recorded).told.forEach((number, size) -> out.put(number, size.bytes()));
        return out;
    }

    /** Numbers of all namespaces, attached or not, by recorded answers of any kind of drive; of a list that goes on after 1024 those alone. */
    public static Set<Long> numbers(List<DeviceCommand> recorded) {
        return Set.copyOf(replayed(recorded).numbers);
    }

    /** Whether recorded answers say how large the namespaces are, and none of them is of this size. */
    public static boolean isOfAnotherSize(List<DeviceCommand> recorded, long capacityBytes) {
        Map<Long, Long> sizes = sizes(recorded);
        return !sizes.isEmpty() && !sizes.containsValue(capacityBytes);
    }

    private static NvmeSpace replayed(List<DeviceCommand> recorded) {
        NvmeSpace space = new NvmeSpace(new RecordedPort(recorded), true);
        HiddenAreas _ = space.look(1);
        return space;
    }

    /** In the order in which they were sent. */
    List<DeviceCommand> commands() {
        return List.copyOf(commands);
    }

    /** @param capacityBytes of the namespace that is looked at */
    HiddenAreas look(long capacityBytes) {
        return switch (ask(NvmeCommands.identifyController(), NvmeController::parse)) {
            case Withheld<NvmeController>(String reason) -> new HiddenAreas.Unreadable(reason);
            case Given<NvmeController>(NvmeController controller) -> look(controller, capacityBytes);
        };
    }

    private HiddenAreas look(NvmeController controller, long capacityBytes) {
        boolean manages = controller.namespaceManagement() == Told.YES;
        List<Long> attached;
        switch (list(NvmeCommands.activeNamespaces(0))) {
            case Withheld<List<Long>>(String reason) -> {
                if (manages || controller.namespacesMax() != 1 || !wasRefused()) {
                    return new HiddenAreas.Unreadable(reason);
                }
                attached = List.of(1L); // there can be no other, and the list came with NVMe 1.1
            }
            case Given<List<Long>>(List<Long> numbers) -> attached = numbers;
        }
        namespaces = attached.size();
        numbers.addAll(attached);
        HiddenAreas found = look(controller, manages, attached, capacityBytes);
        Optional<String> unknown = asksSizes ? askSizes(attached) : Optional.empty();
        return otherwise(found, unknown.or(() -> sizesAgainst(controller, manages, attached, capacityBytes)));
    }

    /** Found capacity is found all the same. */
    private static HiddenAreas otherwise(HiddenAreas found, Optional<String> unknown) {
        return found instanceof HiddenAreas.Unreadable || unknown.isEmpty()
                ? found
                : new HiddenAreas.Unreadable(unknown.get());
    }

    private HiddenAreas look(NvmeController controller, boolean manages, List<Long> attached, long capacityBytes) {
        if (!manages && controller.severalControllers() && controller.namespacesMax() != 1) {
            return new HiddenAreas.Unreadable(
                    "the NVMe device may have other controllers, and does not tell of namespaces that are theirs");
        }
        counted = !manages;
        return manages
                ? managed(controller, attached, capacityBytes)
                : unallocated(controller, capacityBytes)
                        .orElseGet(() -> new HiddenAreas.None(namespaces == 1 ? ONE_FIXED : SEVERAL));
    }

    private HiddenAreas managed(NvmeController controller, List<Long> attached, long capacityBytes) {
        List<Long> allocated;
        switch (list(NvmeCommands.allocatedNamespaces(0))) {
            case Withheld<List<Long>>(String reason) -> {
                return new HiddenAreas.Unreadable(reason);
            }
            case Given<List<Long>>(List<Long> numbers) -> allocated = numbers;
        }
        counted = true;
        namespaces = Math.max(namespaces, allocated.size());
        numbers.addAll(allocated);
        if (!allocated.containsAll(attached)) {
            return new HiddenAreas.Unreadable("the NVMe device lists attached namespaces that it does not have");
        }
        if (controller.totalBytes().signum() == 0) {
            return new HiddenAreas.Unreadable("the NVMe device manages namespaces and does not tell its capacity");
        }
        Optional<HiddenAreas> found = unallocated(controller, capacityBytes);
        if (found.isPresent()) {
            return found.get();
        }
        return allocated.size() == 1 ? whole(controller, allocated.getFirst()) : new HiddenAreas.None(SEVERAL);
    }

    /** What an NVM Set or an Endurance Group keeps back is in no UNVMCAP (NVMe Base 2.0, "Capacity Reporting"): but then the sum is not right. */
    private HiddenAreas whole(NvmeController controller, long number) {
        return switch (ask(NvmeCommands.identifyNamespace((int) number), NvmeSpace::both)) {
            case Withheld<Optional<NvmeNamespace.Size>>(String reason) -> new HiddenAreas.Unreadable(reason);
            case Given<Optional<NvmeNamespace.Size>>(Optional<NvmeNamespace.Size> namespace) -> {
                namespace.ifPresent(size -> told.put(number, size));
                BigInteger has =
                        namespace.map(NvmeNamespace.Size::capacityBytes).orElse(BigInteger.ZERO);
                yield has.equals(controller.totalBytes())
                        ? new HiddenAreas.None(ONE_WHOLE)
                        : new HiddenAreas.Unreadable("the NVMe device tells a capacity of " + controller.totalBytes()
                                + " bytes, of which its only namespace has " + has + " and no namespace has 0");
            }
        };
    }

    /** Where all of it has to add up the whole answer has to be right. */
    private static Optional<NvmeNamespace.Size> both(byte[] answer) throws AnswerException {
        return NvmeNamespace.parse(answer).isPresent() ? NvmeNamespace.size(answer) : Optional.empty();
    }

    /** Why it is not known how large they are; empty if it is, or there are more than are asked. */
    private Optional<String> askSizes(List<Long> attached) {
        for (long number : attached.stream().limit(SIZES_MAX).toList()) {
            if (!told.containsKey(number)) {
                switch (ask(NvmeCommands.identifyNamespace((int) number), NvmeNamespace::size)) {
                    case Withheld<Optional<NvmeNamespace.Size>>(String reason) -> {
                        return Optional.of(reason);
                    }
                    case Given<Optional<NvmeNamespace.Size>>(Optional<NvmeNamespace.Size> size) ->
                        size.ifPresent(one -> told.put(number, one));
                }
            }
        }
        return Optional.empty();
    }

    /** What of their sizes speaks against what the kernel shows; empty if nothing does, or programs of before did not ask. */
    private Optional<String> sizesAgainst(
            NvmeController controller, boolean manages, List<Long> attached, long capacityBytes) {
        boolean allTold = told.keySet().containsAll(attached);
        if (allTold && told.values().stream().noneMatch(one -> one.bytes() == capacityBytes)) {
            return Optional.of("the NVMe device tells "
                    + told.values().stream().map(one -> "" + one.bytes()).collect(Collectors.joining(", "))
                    + " bytes of its namespaces, the kernel " + capacityBytes + " bytes");
        }
        if (manages || attached.size() > 1 || told.isEmpty()) {
            return Optional.empty(); // what has to add up there is asked elsewhere, or more than one has it
        }
        NvmeNamespace.Size only = told.values().iterator().next();
        BigInteger has = only.capacityBytes().max(only.bytesWithMetadata());
        return controller.totalBytes().compareTo(has) > 0
                ? Optional.of("the NVMe device tells a capacity of " + controller.totalBytes()
                        + " bytes, of which its only namespace has " + has)
                : Optional.empty();
    }

    /** The field came with namespace management, and counts wherever it is filled in. Empty if nothing is left over. */
    private static Optional<HiddenAreas> unallocated(NvmeController controller, long capacityBytes) {
        BigInteger left = controller.unallocatedBytes();
        BigInteger total = controller.totalBytes();
        if (left.signum() == 0) {
            return Optional.empty();
        }
        boolean credible = left.compareTo(PLAUSIBLE_BYTES) < 0 && (total.signum() == 0 || left.compareTo(total) <= 0);
        return Optional.of(
                credible
                        ? new HiddenAreas.Found(
                                "the NVMe device has " + left + " bytes that no namespace has",
                                capacityBytes + left.longValueExact(),
                                capacityBytes,
                                1)
                        : new HiddenAreas.Unreadable(
                                "the NVMe device tells that no namespace has " + left + " of its " + total + " bytes"));
    }

    /** Whether the device itself refused the last question. */
    private boolean wasRefused() {
        return commands.getLast().answer() instanceof DeviceCommand.Told(int status, long _, String _) && status != 0;
    }

    /** The namespace that is looked at is one of them: an empty list is no answer. */
    private Reply<List<Long>> list(NvmeRequest request) {
        Reply<List<Long>> reply = ask(request, NvmeLists::namespaces);
        return reply instanceof Given<List<Long>>(List<Long> numbers) && numbers.isEmpty()
                ? new Withheld<>(request.name() + ": an empty list")
                : reply;
    }

    private <T> Reply<T> ask(NvmeRequest request, Reader<T> reader) {
        byte[] structure = request.structure(0);
        Instant at = Instant.now();
        long started = System.nanoTime();
        DeviceCommand.Answer answer = port.execute(structure, request.readBytes());
        long durationMillis = (System.nanoTime() - started) / 1_000_000;
        commands.add(new DeviceCommand(request.name(), HEX.formatHex(structure), at, durationMillis, answer));
        return switch (answer) {
            case DeviceCommand.NotSent(int errno) ->
                new Withheld<>(request.name() + ": the system did not pass it on: " + Errno.describe(errno));
            case DeviceCommand.Completed _ ->
                new Withheld<>(request.name() + ": the answer is none to an NVMe command");
            case DeviceCommand.Told(int status, long _, String data) -> {
                if (status != 0) {
                    yield new Withheld<>(request.name() + ": refused, status " + Integer.toHexString(status));
                }
                try {
                    yield new Given<>(reader.read(HEX.parseHex(data)));
                } catch (AnswerException e) {
                    yield new Withheld<>(request.name() + ": " + e.getMessage());
                }
            }
        };
    }
}
