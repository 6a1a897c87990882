package org.wangchuan.engine.medium.inquiry;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.Told;
import org.wangchuan.engine.command.ata.AtaCapabilities;
import org.wangchuan.engine.command.ata.AtaRegisters;
import org.wangchuan.engine.command.ata.AtaSanitize;
import org.wangchuan.engine.command.scsi.ScsiRequest;
import org.wangchuan.engine.command.tcg.SecurityCommands;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.HiddenAreaReport;
import org.wangchuan.engine.medium.HiddenAreas;
import org.wangchuan.engine.medium.ata.AtaCommand;
import org.wangchuan.engine.medium.ata.IdentifyDevice;
import org.wangchuan.engine.medium.ata.ScsiPort;
import org.wangchuan.engine.medium.hidden.HiddenAreaExaminer;
import org.wangchuan.engine.medium.inquiry.Reply.Given;
import org.wangchuan.engine.medium.inquiry.Reply.Withheld;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.Fact.Untold;
import org.wangchuan.engine.medium.told.Fact.Why;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.medium.told.Topic;

/**
 * Asks an ATA drive: IDENTIFY DEVICE, what it hides, and, if it says that it can sanitize, SANITIZE STATUS EXT; if it has
 * commands for it, what it says of TCG. Through a bridge these two are left out, and only an answer with the drive's checksum counts.
 */
public final class AtaInquirer {
    private static final String IDENTIFY = name(AtaCommand.IDENTIFY_DEVICE.toString());
    private static final int SIGNATURE_AT = 510;
    private static final byte SIGNATURE = (byte) 0xa5;
    private static final HexFormat HEX = HexFormat.of();

    private final Facts facts = new Facts();
    private final ScsiPort port;
    private final boolean bridge;

    private AtaInquirer(ScsiPort port, boolean bridge) {
        this.port = port;
        this.bridge = bridge;
    }

    /** Asks; what the drive refuses is not told, and nothing is thrown for it. */
    public static List<Fact> ask(HiddenAreaExaminer.Subject subject, ScsiPort port) {
        AtaInquirer inquirer = new AtaInquirer(port, subject.bridge());
        HiddenAreaReport report = HiddenAreaExaminer.examine(subject, port);
        Optional<DeviceCommand.Answer> identify = answer(report, AtaCommand.IDENTIFY_DEVICE);
        if (identify.isPresent()) {
            inquirer.capabilities(identify.get());
            inquirer.hidden(report, identify.get());
        }
        return inquirer.facts.all();
    }

    /** Asks only what keeps it from being written to: IDENTIFY DEVICE, and, if it says that it can sanitize, SANITIZE STATUS EXT. Not through a bridge. */
    public static List<Fact> askWhetherItTakesWrites(ScsiPort port) {
        AtaInquirer inquirer = new AtaInquirer(port, false);
        AtaCommand identify = AtaCommand.IDENTIFY_DEVICE;
        switch (Reply.data(port.execute(identify.block(), identify.readBytes()), AtaCapabilities::parse)) {
            case Withheld<AtaCapabilities>(Untold why) -> inquirer.nothingOfIdentify(why);
            case Given<AtaCapabilities>(AtaCapabilities drive) -> {
                inquirer.sanitizeBefore(drive.sanitize());
                inquirer.security(drive.hasSecurity(), drive.security());
            }
        }
        return inquirer.facts.all();
    }

    /** As the standard spells it. */
    private static String name(String command) {
        return command.replace('_', ' ');
    }

    private static Optional<DeviceCommand.Answer> answer(HiddenAreaReport report, AtaCommand command) {
        return report.commands().stream()
                .filter(sent -> sent.request().equals(HEX.formatHex(command.block())))
                .map(DeviceCommand::answer)
                .findFirst();
    }

    private void capabilities(DeviceCommand.Answer identify) {
        switch (Reply.data(identify, AtaCapabilities::parse)) {
            case Withheld<AtaCapabilities>(Untold why) -> nothingOfIdentify(why);
            case Given<AtaCapabilities>(AtaCapabilities drive) -> {
                if (bridge && !signed(identify)) {
                    nothingOfIdentify(new Untold(Why.NOT_THE_DRIVES, ""));
                    return;
                }
                facts.flag(FactName.CRYPTO_ERASE, drive.cryptoScramble(), IDENTIFY);
                facts.flag(FactName.BLOCK_ERASE, drive.blockErase(), IDENTIFY);
                facts.flag(FactName.OVERWRITE, drive.overwrite(), IDENTIFY);
                sanitizeBefore(drive.sanitize());
                security(drive.hasSecurity(), drive.security());
                tcg(identify);
            }
        }
    }

    private void nothingOfIdentify(Untold why) {
        facts.untold(Topic.SANITIZE, why, IDENTIFY);
        facts.untold(Topic.SECURITY, why, IDENTIFY);
        facts.untold(FactName.TCG, why, IDENTIFY);
    }

    /** What a bridge answers of it carries no checksum of the drive's. */
    private void tcg(DeviceCommand.Answer identify) {
        switch (Reply.data(identify, SecurityCommands::ata)) {
            case Withheld<Told>(Untold why) -> facts.untold(FactName.TCG, why, IDENTIFY);
            case Given<Told>(Told carries) -> {
                if (bridge && carries == Told.YES) {
                    facts.untold(FactName.TCG, new Untold(Why.NOT_ASKED, ""), "TRUSTED RECEIVE");
                } else {
                    TcgInquirer.ask(
                            carries,
                            IDENTIFY,
                            List.of(new TcgInquirer.Scsi(port, true), new TcgInquirer.Ata(port)),
                            facts);
                }
            }
        }
    }

    private static boolean signed(DeviceCommand.Answer identify) {
        return identify instanceof DeviceCommand.Completed back && HEX.parseHex(back.data())[SIGNATURE_AT] == SIGNATURE;
    }

    private void sanitizeBefore(Told sanitize) {
        if (sanitize != Told.YES) {
            return; // there is nothing that it could say of one
        }
        ScsiRequest request = AtaSanitize.status();
        if (bridge) {
            Untold unasked = new Untold(Why.NOT_ASKED, "");
            facts.untold(FactName.SANITIZE_STATE, unasked, request.name());
            facts.untold(FactName.SANITIZE_FROZEN, unasked, request.name());
            return;
        }
        switch (Reply.registers(port.execute(request.block(), 0), AtaSanitize::parse)) {
            case Withheld<AtaSanitize.Status>(Untold why) -> {
                facts.untold(FactName.SANITIZE_STATE, why, request.name());
                facts.untold(FactName.SANITIZE_FROZEN, why, request.name());
            }
            case Given<AtaSanitize.Status>(AtaSanitize.Status status) -> {
                facts.state(status.state(), request.name());
                facts.flag(FactName.SANITIZE_FROZEN, status.frozen(), request.name());
            }
        }
    }

    private void security(Told has, Optional<AtaCapabilities.Security> told) {
        facts.flag(FactName.SECURITY, has, IDENTIFY);
        if (told.isEmpty()) {
            return;
        }
        AtaCapabilities.Security security = told.get();
        facts.flag(FactName.SECURITY_ENABLED, security.enabled(), IDENTIFY);
        facts.flag(FactName.SECURITY_LOCKED, security.locked(), IDENTIFY);
        facts.flag(FactName.SECURITY_FROZEN, security.frozen(), IDENTIFY);
        facts.flag(FactName.SECURITY_EXHAUSTED, security.exhausted(), IDENTIFY);
        facts.flag(FactName.ENHANCED_ERASE, security.enhancedErase(), IDENTIFY);
        facts.number(FactName.ERASE_MINUTES, security.eraseMinutes(), IDENTIFY);
        OptionalInt enhanced = security.enhancedErase() ? security.enhancedEraseMinutes() : OptionalInt.empty();
        if (security.enhancedErase()) {
            facts.number(FactName.ENHANCED_ERASE_MINUTES, enhanced, IDENTIFY);
        }
    }

    /** The finding is the one that an erasure rests on; the numbers are shown where it holds them for possible. */
    private void hidden(HiddenAreaReport report, DeviceCommand.Answer identify) {
        String source = name(report.commands().getLast().command());
        switch (report.finding()) {
            case HiddenAreas.Unreadable(String detail) ->
                facts.untold(FactName.HIDDEN, new Untold(unreadable(report), detail), source);
            case HiddenAreas.NotApplicable(String detail) ->
                facts.untold(FactName.HIDDEN, new Untold(Why.NOT_ASKED, detail), source);
            case HiddenAreas.Found found -> {
                facts.word(FactName.HIDDEN, found.state(), source);
                facts.number(FactName.NATIVE_BLOCKS, found.nativeBlocks(), source);
                facts.number(FactName.ADDRESSABLE_BLOCKS, found.accessibleBlocks(), IDENTIFY);
            }
            case HiddenAreas.None none -> {
                facts.word(FactName.HIDDEN, none.state(), source);
                nativeBlocks(report);
                accessible(identify).ifPresent(blocks -> facts.number(FactName.ADDRESSABLE_BLOCKS, blocks, IDENTIFY));
            }
        }
    }

    private static Why unreadable(HiddenAreaReport report) {
        return switch (report.commands().getLast().answer()) {
            case DeviceCommand.NotSent _ -> Why.NOT_PASSED_ON;
            case DeviceCommand.Told _ -> Why.MALFORMED;
            case DeviceCommand.Completed back ->
                back.status() == Reply.Scsi.GOOD
                                || AtaRegisters.parse(HEX.parseHex(back.sense()))
                                        .filter(AtaRegisters::succeeded)
                                        .isPresent()
                        ? Why.MALFORMED
                        : Why.REFUSED;
        };
    }

    private void nativeBlocks(HiddenAreaReport report) {
        for (AtaCommand command : new AtaCommand[] {
            AtaCommand.GET_NATIVE_MAX_ADDRESS_EXT,
            AtaCommand.READ_NATIVE_MAX_ADDRESS_EXT,
            AtaCommand.READ_NATIVE_MAX_ADDRESS
        }) {
            Optional<DeviceCommand.Answer> sent = answer(report, command);
            if (sent.isPresent()
                    && Reply.registers(sent.get(), AtaInquirer::address) instanceof Given<Long>(Long highest)) {
                facts.number(FactName.NATIVE_BLOCKS, highest + 1, name(command.toString()));
            }
        }
    }

    private static Long address(byte[] sense) throws AnswerException {
        return AtaRegisters.parse(sense)
                .filter(AtaRegisters::succeeded)
                .map(AtaRegisters::address)
                .orElseThrow(() -> new AnswerException(
                        AnswerException.Code.TYPE, "native max address", 0, "registers of a success", sense.length));
    }

    private static Optional<Long> accessible(DeviceCommand.Answer identify) {
        return identify instanceof DeviceCommand.Completed back
                ? IdentifyDevice.parse(HEX.parseHex(back.data())).map(IdentifyDevice::accessibleBlocks)
                : Optional.empty();
    }
}
