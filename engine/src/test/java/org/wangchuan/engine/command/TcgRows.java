package org.wangchuan.engine.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.wangchuan.engine.command.CommandRow.Apart;
import org.wangchuan.engine.command.CommandRow.Family;
import org.wangchuan.engine.command.ata.AtaTrusted;
import org.wangchuan.engine.command.ata.AtaTrusted.Mode;
import org.wangchuan.engine.command.nvme.NvmeSecurity;
import org.wangchuan.engine.command.scsi.ScsiSecurity;
import org.wangchuan.engine.command.tcg.Level0Discovery;
import org.wangchuan.engine.command.tcg.SecurityCommands;
import org.wangchuan.engine.command.tcg.SessionNumbers;
import org.wangchuan.engine.command.tcg.StackReset;
import org.wangchuan.engine.command.tcg.TcgMessage;
import org.wangchuan.engine.command.tcg.TcgMethods;
import org.wangchuan.engine.medium.testing.TcgDrive;
import org.wangchuan.engine.psid.Psid;
import org.wangchuan.engine.psid.PsidException;

/** The rows of what carries security protocols, and of what TCG says by them. */
final class TcgRows {
    /** No label bears it. */
    static final String PSID = "MADEUPFORATEST00MADEUPFORATEST11";

    private static final Apart TWELVE =
            new Apart(CommandRow.PASS_THROUGH_12, 0, "ATA PASS-THROUGH (12) in place of (16)");
    private static final Apart LBA_BIT = new Apart(13, 0x40, "DEVICE bit 6");
    private static final String NVME = "NVMe Base 2.0";
    private static final String ACS = "ACS-4, SAT-4";
    private static final String SPC = "SPC-5";
    private static final String CORE = "TCG Core 2.01";
    private static final String OPAL = "TCG Opal 2.30";
    private static final String OPAL_PSID = "TCG PSID 1.00";
    private static final int BLOCKS = Level0Discovery.BYTES / ScsiSecurity.BLOCK_BYTES;
    private static final int COM_ID = TcgDrive.COM_ID;
    private static final SessionNumbers SESSION = new SessionNumbers(TcgDrive.DEVICE_SESSION, TcgDrive.HOST_SESSION);

    private final List<CommandRow> rows = new ArrayList<>();

    private TcgRows() {}

    static List<CommandRow> all() {
        TcgRows out = new TcgRows();
        out.ata();
        out.scsi();
        out.nvme();
        out.messages();
        return List.copyOf(out.rows);
    }

    private void ata() {
        row(Family.ATA, "TRUSTED RECEIVE, list of protocols", ACS, Sent.of(AtaTrusted.receive(Mode.PIO, 0, 0, 1)), "");
        rows.add(new CommandRow(
                Family.ATA,
                "TRUSTED RECEIVE, Level 0 Discovery",
                ACS,
                List.of(Sent.of(AtaTrusted.receive(Mode.PIO, 1, 1, BLOCKS))),
                words("sedutil-cli --query /dev/sdzzz"),
                List.of(TWELVE, LBA_BIT)));
        row(
                Family.ATA,
                "TRUSTED RECEIVE DMA, Level 0 Discovery",
                ACS,
                Sent.of(AtaTrusted.receive(Mode.DMA, 1, 1, BLOCKS)),
                "");
        TcgMessage message = psid();
        rows.add(new CommandRow(
                Family.ATA,
                "TRUSTED SEND",
                ACS,
                List.of(
                        Sent.of(AtaTrusted.send(Mode.PIO, message.protocol(), message.comId(), message.bytes())),
                        Sent.of(AtaTrusted.receive(Mode.PIO, message.protocol(), message.comId(), BLOCKS))),
                words("sedutil-cli --PSIDrevert " + PSID + " /dev/sdzzz"),
                List.of(TWELVE, LBA_BIT)));
        row(
                Family.ATA,
                "TRUSTED SEND DMA",
                ACS,
                Sent.of(AtaTrusted.send(
                        Mode.DMA, 2, COM_ID, StackReset.message(COM_ID).bytes())),
                "");
    }

    private void scsi() {
        row(Family.SCSI, "SECURITY PROTOCOL IN, list of protocols", SPC, Sent.of(ScsiSecurity.in(0, 0, 1)), "");
        row(
                Family.SCSI,
                "SECURITY PROTOCOL IN, Level 0 Discovery",
                SPC,
                Sent.of(ScsiSecurity.in(SecurityCommands.TCG, Level0Discovery.COM_ID, BLOCKS)),
                "sedutil-cli --query /dev/sdzzz-sas");
        TcgMessage message = psid();
        row(
                Family.SCSI,
                "SECURITY PROTOCOL IN, length in bytes",
                SPC,
                Sent.of(ScsiSecurity.inBytes(SecurityCommands.TCG, Level0Discovery.COM_ID, BLOCKS)),
                "");
        row(
                Family.SCSI,
                "SECURITY PROTOCOL OUT, length in bytes",
                SPC,
                Sent.of(ScsiSecurity.outBytes(message.protocol(), message.comId(), message.bytes())),
                "");
        rows.add(new CommandRow(
                Family.SCSI,
                "SECURITY PROTOCOL OUT",
                SPC,
                List.of(
                        Sent.of(ScsiSecurity.out(message.protocol(), message.comId(), message.bytes())),
                        Sent.of(ScsiSecurity.in(message.protocol(), message.comId(), BLOCKS))),
                words("sedutil-cli --PSIDrevert " + PSID + " /dev/sdzzz-sas"),
                List.of()));
    }

    private void nvme() {
        row(
                Family.NVMe,
                "Security Receive, list of protocols",
                NVME,
                Sent.of(NvmeSecurity.receive(0, 0, SecurityCommands.LIST_BYTES)),
                "nvme security-recv @nvme97 --secp=0 --spsp=0 --size=512 --al=512");
        row(
                Family.NVMe,
                "Security Receive, Level 0 Discovery",
                NVME,
                Sent.of(NvmeSecurity.receive(SecurityCommands.TCG, Level0Discovery.COM_ID, Level0Discovery.BYTES)),
                "sedutil-cli --query /dev/nvme97");
        rows.add(new CommandRow(
                Family.NVMe,
                "Security Send",
                NVME,
                talk(psid()),
                words("sedutil-cli --PSIDrevert " + PSID + " /dev/nvme97"),
                List.of()));
    }

    /** Carried by NVMe, where nothing is left out of the comparison. */
    private void messages() {
        String revert = "sedutil-cli --PSIDrevertAdminSP " + PSID + " /dev/nvme97";
        message("Properties", CORE, TcgMethods.properties(COM_ID), "sedutil-cli --query /dev/nvme97");
        message(
                "StartSession, as nobody",
                CORE,
                TcgMethods.startAsAnybody(COM_ID, TcgDrive.HOST_SESSION),
                "sedutil-cli --printDefaultPassword /dev/nvme97");
        message(
                "End of session",
                CORE,
                TcgMethods.endSession(COM_ID, SESSION),
                "sedutil-cli --printDefaultPassword /dev/nvme97");
        message("StartSession, as PSID", OPAL_PSID, psid(), revert);
        List<Sent> both = new ArrayList<>(talk(psid()));
        both.addAll(talk(TcgMethods.revert(COM_ID, SESSION)));
        rows.add(new CommandRow(Family.TCG, "Revert, in a session as PSID", OPAL, both, words(revert), List.of()));
        message("RevertSP", OPAL, TcgMethods.revertSp(COM_ID, SESSION), "");
        message("STACK_RESET", CORE, StackReset.message(COM_ID), "");
    }

    private void message(String name, String source, TcgMessage message, String peer) {
        rows.add(new CommandRow(Family.TCG, name, source, talk(message), words(peer), List.of()));
    }

    /** A message, and the fetching of its answer. */
    private static List<Sent> talk(TcgMessage message) {
        return List.of(
                Sent.of(NvmeSecurity.send(message.protocol(), message.comId(), message.bytes())),
                Sent.of(NvmeSecurity.receive(message.protocol(), message.comId(), Level0Discovery.BYTES)));
    }

    static TcgMessage psid() {
        try (Psid psid = Psid.of(PSID.toCharArray())) {
            return TcgMethods.startAsPsid(COM_ID, TcgDrive.HOST_SESSION, psid);
        } catch (PsidException e) {
            throw new AssertionError(e);
        }
    }

    private void row(Family family, String name, String source, Sent ours, String peer) {
        rows.add(new CommandRow(family, name, source, List.of(ours), words(peer), List.of()));
    }

    private static List<String> words(String line) {
        return Arrays.stream(line.splitWithDelimiters(" ", 0))
                .filter(word -> !word.isBlank())
                .toList();
    }
}
