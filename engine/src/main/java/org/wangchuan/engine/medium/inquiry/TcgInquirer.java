package org.wangchuan.engine.medium.inquiry;

import java.util.List;
import java.util.OptionalLong;
import org.wangchuan.engine.command.Told;
import org.wangchuan.engine.command.ata.AtaTrusted;
import org.wangchuan.engine.command.nvme.NvmeRequest;
import org.wangchuan.engine.command.nvme.NvmeSecurity;
import org.wangchuan.engine.command.scsi.ScsiRequest;
import org.wangchuan.engine.command.scsi.ScsiSecurity;
import org.wangchuan.engine.command.tcg.DataRemoval;
import org.wangchuan.engine.command.tcg.Level0Discovery;
import org.wangchuan.engine.command.tcg.SecurityCommands;
import org.wangchuan.engine.medium.ata.ScsiPort;
import org.wangchuan.engine.medium.inquiry.Reply.Given;
import org.wangchuan.engine.medium.inquiry.Reply.Withheld;
import org.wangchuan.engine.medium.nvme.NvmePort;
import org.wangchuan.engine.medium.told.Fact.Untold;
import org.wangchuan.engine.medium.told.Fact.Why;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.medium.told.Topic;

/** Asks which security protocols a device knows, and if TCG's is not left out for Level 0 Discovery. No session is begun. */
final class TcgInquirer {

    /** A way to the device. */
    interface Carrier {
        /** As the standard calls the command. */
        String name();

        /** Receives by a security protocol. */
        <T> Reply<T> receive(int protocol, int specific, int bytes, Reply.Parser<T> parser);
    }

    /**
     * SECURITY PROTOCOL IN. The kernel carries it to SATA drives as well, where it refuses their own commands by pass-through.
     *
     * @param translated for an ATA drive
     */
    record Scsi(ScsiPort port, boolean translated) implements Carrier {
        @Override
        public String name() {
            return "SECURITY PROTOCOL IN";
        }

        @Override
        public <T> Reply<T> receive(int protocol, int specific, int bytes, Reply.Parser<T> parser) {
            int blocks = bytes / ScsiSecurity.BLOCK_BYTES;
            ScsiRequest request = translated
                    ? ScsiSecurity.inBytes(protocol, specific, blocks)
                    : ScsiSecurity.in(protocol, specific, blocks);
            return Reply.data(port.execute(request.block(), request.readBytes()), parser);
        }
    }

    /** TRUSTED RECEIVE. */
    record Ata(ScsiPort port) implements Carrier {
        @Override
        public String name() {
            return "TRUSTED RECEIVE";
        }

        @Override
        public <T> Reply<T> receive(int protocol, int specific, int bytes, Reply.Parser<T> parser) {
            ScsiRequest request =
                    AtaTrusted.receive(AtaTrusted.Mode.PIO, protocol, specific, bytes / ScsiSecurity.BLOCK_BYTES);
            return Reply.data(port.execute(request.block(), request.readBytes()), parser);
        }
    }

    /** Security Receive. */
    record Nvme(NvmePort port) implements Carrier {
        @Override
        public String name() {
            return "Security Receive";
        }

        @Override
        public <T> Reply<T> receive(int protocol, int specific, int bytes, Reply.Parser<T> parser) {
            NvmeRequest request = NvmeSecurity.receive(protocol, specific, bytes);
            return Reply.data(port.execute(request), parser);
        }
    }

    private TcgInquirer() {}

    /**
     * Asks, if the device says that it has commands for it.
     *
     * @param carries whether it does
     * @param source what told so
     * @param carriers in the order in which they are tried
     */
    static void ask(Told carries, String source, List<Carrier> carriers, Facts facts) {
        switch (carries) {
            case YES -> ask(carriers, facts);
            case NO, NOT_TOLD -> facts.flag(FactName.TCG, carries, source);
        }
    }

    /** Asks; what the device refuses is not told, and nothing is thrown for it. */
    static void ask(List<Carrier> carriers, Facts facts) {
        for (Carrier carrier : carriers) {
            Reply<List<Integer>> list = carrier.receive(
                    SecurityCommands.INFORMATION,
                    SecurityCommands.PROTOCOL_LIST,
                    SecurityCommands.LIST_BYTES,
                    SecurityCommands::protocols);
            if (list instanceof Given<List<Integer>>(List<Integer> protocols)) {
                if (protocols.contains(SecurityCommands.TCG)) {
                    told(discovery(carrier), carrier.name(), facts);
                } else {
                    facts.flag(FactName.TCG, false, carrier.name());
                }
                return;
            }
        }
        // The list is a matter of form; that it is not answered does not say that there is no TCG.
        for (Carrier carrier : carriers.subList(0, carriers.size() - 1)) {
            Reply<Level0Discovery> reply = discovery(carrier);
            if (reply instanceof Given<Level0Discovery>) {
                told(reply, carrier.name(), facts);
                return;
            }
        }
        told(discovery(carriers.getLast()), carriers.getLast().name(), facts);
    }

    private static Reply<Level0Discovery> discovery(Carrier carrier) {
        return carrier.receive(
                SecurityCommands.TCG, Level0Discovery.COM_ID, Level0Discovery.BYTES, Level0Discovery::parse);
    }

    private static void told(Reply<Level0Discovery> reply, String source, Facts facts) {
        switch (reply) {
            case Withheld<Level0Discovery>(Untold why) -> facts.untold(Topic.TCG, why, source);
            case Given<Level0Discovery>(Level0Discovery told) -> told(told, source, facts);
        }
    }

    private static void told(Level0Discovery told, String source, Facts facts) {
        facts.flag(FactName.TCG, true, source);
        if (told.classes().isEmpty()) {
            facts.untold(FactName.TCG_CLASS, new Untold(Why.NOT_IN_ANSWER, "features " + told.others()), source);
        } else {
            facts.word(FactName.TCG_CLASS, told.classes().getFirst().kind().id(), source);
        }
        facts.flag(FactName.TCG_LOCKING_ENABLED, told.locking().enabled(), source);
        facts.flag(FactName.TCG_LOCKED, told.locking().locked(), source);
        facts.flag(FactName.TCG_SHADOWED, told.locking().shadowed(), source);
        facts.flag(FactName.TCG_ENCRYPTS, told.locking().mediaEncryption(), source);
        removal(told.dataRemoval(), source, facts);
        facts.flag(FactName.TCG_SID_BLOCKED, told.blockSid().blocked(), source);
    }

    private static void removal(DataRemoval told, String source, Facts facts) {
        facts.flag(FactName.TCG_CRYPTO_ERASE, told.has(DataRemoval.Way.CRYPTO_ERASE), source);
        facts.flag(FactName.TCG_BLOCK_ERASE, told.has(DataRemoval.Way.BLOCK_ERASE), source);
        facts.flag(FactName.TCG_OVERWRITE, told.has(DataRemoval.Way.OVERWRITE), source);
        facts.flag(FactName.TCG_VENDOR_ERASE, told.has(DataRemoval.Way.VENDOR), source);
        facts.flag(FactName.TCG_UNMAP, told.has(DataRemoval.Way.UNMAP), source);
        OptionalLong longest = told.longestSeconds();
        if (longest.isPresent()) {
            facts.number(FactName.TCG_REMOVAL_SECONDS, longest.getAsLong(), source);
        }
        facts.flag(FactName.TCG_REMOVING, told.running(), source);
        facts.flag(FactName.TCG_REMOVAL_INTERRUPTED, told.interrupted(), source);
    }
}
