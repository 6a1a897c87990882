package org.wangchuan.engine.medium.inquiry;

import java.util.List;
import org.wangchuan.engine.command.Told;
import org.wangchuan.engine.command.scsi.ScsiInquiry;
import org.wangchuan.engine.command.scsi.ScsiRequest;
import org.wangchuan.engine.command.scsi.SupportedOperation;
import org.wangchuan.engine.medium.ata.ScsiPort;
import org.wangchuan.engine.medium.inquiry.Reply.Given;
import org.wangchuan.engine.medium.inquiry.Reply.Withheld;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.Fact.Untold;
import org.wangchuan.engine.medium.told.FactName;

/**
 * Asks a SAS drive which service actions of SANITIZE it knows, whether it knows FORMAT UNIT, and what it says of TCG. How the last one ended it keeps no record of, and whether one runs is not asked:
 * the answer to REQUEST SENSE takes away what the kernel was to be told.
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
        ask(FactName.CRYPTO_ERASE, ScsiInquiry.supports(SANITIZE, CRYPTOGRAPHIC_ERASE), port, facts);
        ask(FactName.BLOCK_ERASE, ScsiInquiry.supports(SANITIZE, BLOCK_ERASE), port, facts);
        ask(FactName.OVERWRITE, ScsiInquiry.supports(SANITIZE, OVERWRITE), port, facts);
        ask(FactName.FORMAT_UNIT, ScsiInquiry.supports(FORMAT_UNIT), port, facts);
        TcgInquirer.ask(List.of(new TcgInquirer.Scsi(port, false)), facts);
        return facts.all();
    }

    private static void ask(FactName name, ScsiRequest request, ScsiPort port, Facts facts) {
        switch (Reply.data(port.execute(request.block(), request.readBytes()), SupportedOperation::parse)) {
            case Withheld<Told>(Untold why) -> facts.untold(name, why, request.name());
            case Given<Told>(Told told) -> facts.flag(name, told, request.name());
        }
    }
}
