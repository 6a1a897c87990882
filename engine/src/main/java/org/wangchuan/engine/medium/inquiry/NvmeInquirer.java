package org.wangchuan.engine.medium.inquiry;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wangchuan.engine.command.Told;
import org.wangchuan.engine.command.nvme.NvmeCommands;
import org.wangchuan.engine.command.nvme.NvmeController;
import org.wangchuan.engine.command.nvme.NvmeLists;
import org.wangchuan.engine.command.nvme.NvmeLogPages;
import org.wangchuan.engine.command.nvme.NvmeNamespace;
import org.wangchuan.engine.command.nvme.NvmeRequest;
import org.wangchuan.engine.command.nvme.NvmeSanitizeLog;
import org.wangchuan.engine.command.tcg.SecurityCommands;
import org.wangchuan.engine.medium.inquiry.Reply.Given;
import org.wangchuan.engine.medium.inquiry.Reply.Withheld;
import org.wangchuan.engine.medium.nvme.NvmePort;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.Fact.Untold;
import org.wangchuan.engine.medium.told.Fact.Why;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.medium.told.Topic;

/**
 * Asks an NVMe controller what it can do, what namespaces it has, if it says that it can sanitize what the last one left on record, if it has the log for it
 * how large its boot partitions are, and if it has commands for it what it says of TCG.
 */
public final class NvmeInquirer {
    /** A list that is as long as this goes on in another. */
    private static final long VERSION_1_4 = 0x1_0400;

    private static final int LIST_MAX = 1024;

    /** What a document holds of a number. */
    private static final int BYTES_BITS = 53;

    private static final String SYSFS = "sysfs";

    /** drivers/nvme/host/pci.c, {@code cmb_show}. */
    private static final Pattern CMB_SIZE = Pattern.compile("cmbsz *: *0?x([0-9a-f]{8})");

    /** 64 GiB; what comes after it is reserved. */
    private static final int CMB_UNIT_MOST = 6;

    private static final Untold LIST_GOES_ON = new Untold(Why.NOT_IN_ANSWER, LIST_MAX + " or more");

    private final Facts facts = new Facts();
    private final NvmePort port;

    private NvmeInquirer(NvmePort port) {
        this.port = port;
    }

    /**
     * Asks; what the controller refuses is not told, and nothing is thrown for it.
     *
     * @param namespace the number of the namespace that is looked at, empty if not known
     * @param memoryBuffer what Linux shows of a controller memory buffer ({@code cmb} of the controller in sysfs), empty if nothing
     */
    public static List<Fact> ask(OptionalLong namespace, Optional<String> memoryBuffer, NvmePort port) {
        NvmeInquirer inquirer = new NvmeInquirer(port);
        inquirer.ask(namespace);
        inquirer.memory(memoryBuffer);
        return inquirer.facts.all();
    }

    /** Asks only what keeps it from being written to: Identify Controller, and, if it says that it can sanitize, the log of that. */
    public static List<Fact> askWhetherItTakesWrites(NvmePort port) {
        NvmeInquirer inquirer = new NvmeInquirer(port);
        NvmeRequest request = NvmeCommands.identifyController();
        switch (Reply.data(port.execute(request), NvmeController::parse)) {
            case Withheld<NvmeController>(Untold why) ->
                inquirer.facts.untold(FactName.SANITIZE_STATE, why, request.name());
            case Given<NvmeController>(NvmeController controller) -> inquirer.sanitizeBefore(controller);
        }
        return inquirer.facts.all();
    }

    private void ask(OptionalLong namespace) {
        NvmeRequest request = NvmeCommands.identifyController();
        NvmePort.Answer identify = port.execute(request);
        switch (Reply.data(identify, NvmeController::parse)) {
            case Withheld<NvmeController>(Untold why) -> {
                facts.untold(Topic.SANITIZE, why, request.name());
                facts.untold(Topic.FORMAT, why, request.name());
                facts.untold(FactName.TCG, why, request.name());
                facts.untold(FactName.BOOT_PARTITION_BYTES, why, request.name());
            }
            case Given<NvmeController>(NvmeController controller) -> {
                controller(controller, request.name());
                sanitizeBefore(controller);
                namespaces(controller, namespace);
                bootPartitions(controller, request.name());
                tcg(identify, request.name());
            }
        }
    }

    private void tcg(NvmePort.Answer identify, String source) {
        switch (Reply.data(identify, SecurityCommands::nvme)) {
            case Withheld<Told>(Untold why) -> facts.untold(FactName.TCG, why, source);
            case Given<Told>(Told carries) ->
                TcgInquirer.ask(carries, source, List.of(new TcgInquirer.Nvme(port)), facts);
        }
    }

    private void controller(NvmeController told, String source) {
        facts.flag(FactName.CRYPTO_ERASE, told.cryptoErase(), source);
        facts.flag(FactName.BLOCK_ERASE, told.blockErase(), source);
        facts.flag(FactName.OVERWRITE, told.overwrite(), source);
        if (told.purgeReporting() != Told.NOT_TOLD) {
            facts.flag(FactName.PURGE_REPORTING, told.purgeReporting(), source);
        }
        facts.flag(FactName.FORMAT, told.formatNvm(), source);
        if (told.formatNvm() == Told.YES) {
            facts.flag(FactName.FORMAT_CRYPTO_ERASE, told.formatCryptoErase(), source);
            facts.flag(FactName.FORMATS_ALL, told.formatsAllAtOnce(), source);
            facts.flag(FactName.ERASES_ALL, told.erasesAllAtOnce(), source);
        }
        facts.number(FactName.NAMESPACES_MOST, told.namespacesMax(), source);
    }

    private void sanitizeBefore(NvmeController controller) {
        boolean offered = controller.cryptoErase() == Told.YES
                || controller.blockErase() == Told.YES
                || controller.overwrite() == Told.YES;
        if (!offered) {
            return; // there is no such log to be asked for
        }
        NvmeRequest request = NvmeCommands.sanitizeLog();
        switch (Reply.data(port.execute(request), NvmeSanitizeLog::parse)) {
            case Withheld<NvmeSanitizeLog>(Untold why) -> {
                facts.untold(FactName.SANITIZE_STATE, why, request.name());
                facts.untold(FactName.GLOBAL_DATA_ERASED, why, request.name());
                facts.untold(Topic.SANITIZE_TIMES, why, request.name());
            }
            case Given<NvmeSanitizeLog>(NvmeSanitizeLog log) -> {
                facts.state(log.state(), request.name());
                facts.flag(FactName.GLOBAL_DATA_ERASED, log.globalDataErased(), request.name());
                sanitizeTimes(controller, controller.keepsAllocated() ? log.keeping() : log.plain(), request.name());
            }
        }
    }

    /** Of the kinds that it has, as they would be asked for here. */
    private void sanitizeTimes(NvmeController controller, NvmeSanitizeLog.Estimates times, String source) {
        if (controller.cryptoErase() == Told.YES) {
            facts.number(FactName.CRYPTO_ERASE_SECONDS, times.cryptoErase(), source);
        }
        if (controller.blockErase() == Told.YES) {
            facts.number(FactName.BLOCK_ERASE_SECONDS, times.blockErase(), source);
        }
        if (controller.overwrite() == Told.YES) {
            facts.number(FactName.OVERWRITE_SECONDS, times.overwrite(), source);
        }
    }

    private void namespaces(NvmeController controller, OptionalLong own) {
        count(FactName.NAMESPACES_ATTACHED, NvmeCommands.activeNamespaces(0));
        if (controller.namespaceManagement() == Told.YES) {
            count(FactName.NAMESPACES_ALLOCATED, NvmeCommands.allocatedNamespaces(0));
        }
        unallocated(controller);
        if (own.isPresent() && own.getAsLong() > 0 && own.getAsLong() <= 0xffff_fffeL) {
            namespace(own.getAsLong(), controller.version() >= VERSION_1_4);
        }
    }

    /** A device that manages namespaces fills both fields in; of another one a zero says nothing. */
    private void unallocated(NvmeController controller) {
        String source = NvmeCommands.identifyController().name();
        boolean manages = controller.namespaceManagement() == Told.YES;
        boolean told = controller.unallocatedBytes().signum() != 0
                || (manages && controller.totalBytes().signum() != 0);
        if (told && controller.unallocatedBytes().bitLength() < BYTES_BITS) {
            facts.number(
                    FactName.UNALLOCATED_BYTES, controller.unallocatedBytes().longValueExact(), source);
        } else if (told) {
            facts.untold(FactName.UNALLOCATED_BYTES, new Untold(Why.MALFORMED, "more than any device has"), source);
        } else if (manages) {
            facts.untold(FactName.UNALLOCATED_BYTES, new Untold(Why.NOT_IN_ANSWER, ""), source);
        }
    }

    /** Only one that says that it has the log is asked for it: a refusal is an error that the controller writes down. */
    private void bootPartitions(NvmeController controller, String source) {
        if (!controller.listsLogs()) {
            facts.untold(FactName.BOOT_PARTITION_BYTES, new Untold(Why.NOT_ASKED, ""), source);
            return;
        }
        NvmeRequest pages = NvmeCommands.supportedLogs();
        switch (Reply.data(port.execute(pages), NvmeLogPages::parse)) {
            case Withheld<NvmeLogPages>(Untold why) -> facts.untold(FactName.BOOT_PARTITION_BYTES, why, pages.name());
            case Given<NvmeLogPages>(NvmeLogPages told) -> {
                if (told.bootPartition()) {
                    bootPartitionBytes();
                } else {
                    facts.untold(FactName.BOOT_PARTITION_BYTES, new Untold(Why.NOT_IN_ANSWER, ""), pages.name());
                }
            }
        }
    }

    private void bootPartitionBytes() {
        NvmeRequest header = NvmeCommands.bootPartitionHeader();
        switch (Reply.data(port.execute(header), NvmeLogPages::bootPartitionBytes)) {
            case Withheld<Long>(Untold why) -> facts.untold(FactName.BOOT_PARTITION_BYTES, why, header.name());
            case Given<Long>(Long each) -> facts.number(FactName.BOOT_PARTITION_BYTES, each, header.name());
        }
    }

    /** CMBSZ: SZ in bits 31:12, in units of 4 KiB times 16 to the power of SZU, bits 11:8 (NVMe Base 2.0, "Controller Memory Buffer Size"). */
    private void memory(Optional<String> shown) {
        Optional<Long> size = shown.map(CMB_SIZE::matcher)
                .filter(Matcher::find)
                .map(found -> Long.parseLong(found.group(1), 16))
                .filter(register -> (register >>> 8 & 0xf) <= CMB_UNIT_MOST);
        if (size.isPresent()) {
            long unit = 4096L << (4 * (size.get() >>> 8 & 0xf));
            facts.number(FactName.CONTROLLER_MEMORY_BYTES, (size.get() >>> 12) * unit, SYSFS);
        } else {
            Why why = shown.isPresent() ? Why.MALFORMED : Why.NOT_IN_ANSWER;
            facts.untold(FactName.CONTROLLER_MEMORY_BYTES, new Untold(why, ""), SYSFS);
        }
        facts.untold(FactName.PERSISTENT_MEMORY_BYTES, new Untold(Why.NOT_ASKED, ""), SYSFS);
    }

    /** The namespace that was looked at is one of them: an empty list is no answer. */
    private void count(FactName name, NvmeRequest request) {
        switch (Reply.data(port.execute(request), NvmeLists::namespaces)) {
            case Withheld<List<Long>>(Untold why) -> facts.untold(name, why, request.name());
            case Given<List<Long>>(List<Long> numbers) -> {
                if (numbers.isEmpty()) {
                    facts.untold(name, new Untold(Why.MALFORMED, "an empty list"), request.name());
                } else if (numbers.size() >= LIST_MAX) {
                    facts.untold(name, LIST_GOES_ON, request.name());
                } else {
                    facts.number(name, numbers.size(), request.name());
                }
            }
        }
    }

    /** @param tellsProtection whether a field for it is in the version that the controller claims: before, it is reserved */
    private void namespace(long number, boolean tellsProtection) {
        NvmeRequest request = NvmeCommands.identifyNamespace((int) number);
        facts.number(FactName.NAMESPACE, number, SYSFS);
        switch (Reply.data(port.execute(request), NvmeNamespace::parse)) {
            case Withheld<Optional<NvmeNamespace>>(Untold why) -> notOfNamespace(why, request.name());
            case Given<Optional<NvmeNamespace>>(Optional<NvmeNamespace> told) -> {
                if (told.isEmpty()) {
                    notOfNamespace(new Untold(Why.MALFORMED, "not an active namespace"), request.name());
                    return;
                }
                facts.number(FactName.BLOCK_BYTES, told.get().blockBytes(), request.name());
                facts.number(FactName.METADATA_BYTES, told.get().metadataBytes(), request.name());
                facts.number(FactName.PROTECTION_TYPE, told.get().protectionType(), request.name());
                boolean isProtected = told.get().writeProtected();
                facts.flag(
                        FactName.WRITE_PROTECTED,
                        Told.of(isProtected).onlyIf(tellsProtection || isProtected),
                        request.name());
            }
        }
    }

    private void notOfNamespace(Untold why, String source) {
        facts.untold(FactName.BLOCK_BYTES, why, source);
        facts.untold(FactName.METADATA_BYTES, why, source);
        facts.untold(FactName.PROTECTION_TYPE, why, source);
        facts.untold(FactName.WRITE_PROTECTED, why, source);
    }
}
