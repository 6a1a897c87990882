package org.wangchuan.engine.medium.inquiry;

import java.util.List;
import java.util.OptionalInt;
import org.wangchuan.engine.command.mmc.ExtendedCsd;
import org.wangchuan.engine.command.mmc.MmcCommands;
import org.wangchuan.engine.command.mmc.MmcRequest;
import org.wangchuan.engine.medium.inquiry.Reply.Given;
import org.wangchuan.engine.medium.inquiry.Reply.Withheld;
import org.wangchuan.engine.medium.mmc.MmcPort;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.Fact.Untold;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.medium.told.Topic;

/** Asks an eMMC for its EXT_CSD register, which tells all that is told here (JESD84-B51, "Extended CSD register"). */
public final class MmcInquirer {
    private static final int REVISION_5_0 = 7; // PRE_EOL_INFO and life times came with it

    private final Facts facts = new Facts();

    private MmcInquirer() {}

    /** Asks; what the card refuses is not told, and nothing is thrown for it. */
    public static List<Fact> ask(MmcPort port) {
        MmcInquirer inquirer = new MmcInquirer();
        MmcRequest request = MmcCommands.extendedCsd();
        switch (Reply.row(port.execute(request), ExtendedCsd::parse)) {
            case Withheld<ExtendedCsd>(Untold why) -> {
                inquirer.facts.untold(Topic.MMC, why, request.name());
                inquirer.facts.untold(Topic.MMC_PARTS, why, request.name());
            }
            case Given<ExtendedCsd>(ExtendedCsd told) -> {
                inquirer.abilities(told, request.name());
                inquirer.parts(told, request.name());
            }
        }
        return inquirer.facts.all();
    }

    private void abilities(ExtendedCsd told, String source) {
        facts.number(FactName.MMC_REVISION, told.revision(), source);
        facts.flag(FactName.MMC_SANITIZE, told.sanitize(), source);
        facts.flag(FactName.MMC_SECURE_ERASE, told.secureErase(), source);
        facts.flag(FactName.MMC_TRIM, told.trim(), source);
        facts.flag(FactName.MMC_ERASED_ONES, told.erasedReadsOnes(), source);
        facts.number(FactName.MMC_ERASE_GROUP_BYTES, told.eraseGroupBytes(), source);
        facts.number(FactName.MMC_CACHE_BYTES, told.cacheBytes(), source);
        if (told.revision() < REVISION_5_0) {
            return;
        }
        switch (told.lifeWarning()) {
            case 1 -> facts.word(FactName.MMC_SPARE_BLOCKS, "normal", source);
            case 2 -> facts.word(FactName.MMC_SPARE_BLOCKS, "warning", source);
            case 3 -> facts.word(FactName.MMC_SPARE_BLOCKS, "urgent", source);
            default -> {}
        }
        boolean known = told.lifeUsed() > 0 && told.lifeUsed() <= 11;
        facts.number(FactName.MMC_LIFE_TENTHS, known ? OptionalInt.of(told.lifeUsed()) : OptionalInt.empty(), source);
    }

    private void parts(ExtendedCsd told, String source) {
        facts.number(FactName.MMC_BOOT_BYTES, told.bootBytes(), source);
        if (told.bootBytes() > 0) {
            facts.flag(FactName.MMC_BOOT_PROTECTED, told.bootProtected(), source);
        }
        facts.number(FactName.MMC_RPMB_BYTES, told.rpmbBytes(), source);
        facts.number(
                FactName.MMC_GENERAL_PURPOSE,
                told.generalPurposeUnits().stream().filter(units -> units > 0).count(),
                source);
        facts.flag(FactName.MMC_ENHANCED_AREA, told.enhancedUnits() > 0, source);
    }
}
