package org.wangchuan.engine.medium.inquiry;

import java.util.List;
import org.wangchuan.engine.command.SanitizeState;
import org.wangchuan.engine.command.Told;
import org.wangchuan.engine.command.scsi.ScsiInquiry;
import org.wangchuan.engine.command.scsi.ScsiRequest;
import org.wangchuan.engine.command.scsi.SenseData;
import org.wangchuan.engine.command.scsi.SupportedOperation;
import org.wangchuan.engine.medium.ata.ScsiPort;
import org.wangchuan.engine.medium.inquiry.Reply.Given;
import org.wangchuan.engine.medium.inquiry.Reply.Withheld;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.Fact.Untold;
import org.wangchuan.engine.medium.told.FactName;

/**
 * Asks a SAS drive whether it is at a sanitize or a format, which service actions of SANITIZE it knows, whether it knows FORMAT UNIT, and what it says of TCG. How the last one ended it
 * keeps no record of. That one runs is the sense data of a TEST UNIT READY: the answer to REQUEST SENSE takes away what the kernel was to be told.
 */
public final class ScsiInquirer {
    private static final int FORMAT_UNIT = 0x04;
    private static final int SANITIZE = 0x48;
    private static final int OVERWRITE = 0x01;
    private static final int BLOCK_ERASE = 0x02;
    private static final int CRYPTOGRAPHIC_ERASE = 0x03;

    private ScsiInquirer() {}

    /** Asks; what the drive refuses is not told, and nothing is thrown for it. */
    public static List<Fact> ask(ScsiPort port) {
        Facts facts = new Facts();
        atWork(port, facts);
        ask(FactName.CRYPTO_ERASE, ScsiInquiry.supports(SANITIZE, CRYPTOGRAPHIC_ERASE), port, facts);
        ask(FactName.BLOCK_ERASE, ScsiInquiry.supports(SANITIZE, BLOCK_ERASE), port, facts);
        ask(FactName.OVERWRITE, ScsiInquiry.supports(SANITIZE, OVERWRITE), port, facts);
        ask(FactName.FORMAT_UNIT, ScsiInquiry.supports(FORMAT_UNIT), port, facts);
        TcgInquirer.ask(List.of(new TcgInquirer.Scsi(port, false)), facts);
        return facts.all();
    }

    /** Asks only what keeps it from being written to. */
    public static List<Fact> askWhetherItTakesWrites(ScsiPort port) {
        Facts facts = new Facts();
        atWork(port, facts);
        return facts.all();
    }

    /** NOT READY with SANITIZE IN PROGRESS or FORMAT IN PROGRESS (SBC-4, SPC-5). Whatever else it answers says neither that one runs nor that none does. */
    private static void atWork(ScsiPort port, Facts facts) {
        ScsiRequest request = ScsiInquiry.testUnitReady();
        Reply<SenseData> sense = Reply.registers(port.execute(request.block(), request.readBytes()), SenseData::parse);
        if (sense instanceof Given<SenseData>(SenseData told)
                && (told.sanitize() instanceof SanitizeState.Running || told.formatting())) {
            facts.state(new SanitizeState.Running(SanitizeState.Running.UNKNOWN_PROGRESS), request.name());
        }
    }

    private static void ask(FactName name, ScsiRequest request, ScsiPort port, Facts facts) {
        switch (Reply.data(port.execute(request.block(), request.readBytes()), SupportedOperation::parse)) {
            case Withheld<Told>(Untold why) -> facts.untold(name, why, request.name());
            case Given<Told>(Told told) -> facts.flag(name, told, request.name());
        }
    }
}
