package org.wangchuan.cli.check;

import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.text.PersonalData;

/** Text of a command line that ends up signed, in a register or at a platform: from there nobody takes it back. */
public final class TypedText {
    private TypedText() {}

    /**
     * Refuses what looks like a number or an address of a person.
     *
     * @param option how it was given, for people
     * @throws UserError {@code PERSONAL_DATA}, without the text
     */
    public static void requireNobodys(String option, String text) throws UserError {
        if (PersonalData.isIn(text)) {
            throw UserError.of(ExitCode.USAGE, "PERSONAL_DATA", option);
        }
    }

    /**
     * The same where a person's own name is what is asked for.
     *
     * @param option how it was given, for people
     * @throws UserError {@code PERSONAL_DATA}, without the text
     */
    public static void requireNameAlone(String option, String text) throws UserError {
        if (PersonalData.isIn(text)) {
            throw UserError.of(ExitCode.USAGE, "PERSONAL_DATA.name", option);
        }
    }
}
