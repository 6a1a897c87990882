package org.wangchuan.cli.command;

/** The table of exit codes as the help shows it. */
final class ExitCodes {
    static final String HEADING = "@|bold Exit codes|@ (with several targets the worst):";
    static final String OK = "   0  the policy is satisfied and the receipt is written, or verifies";
    static final String USAGE = "   1  the command line was not understood; nothing was touched";
    static final String NOT_SATISFIED = "   2  the policy is not satisfied";

    /** Of what says beforehand that it can't be. */
    static final String NOT_SATISFIED_OR_NOT_BEGUN =
            "   2  the policy is not satisfied, or can't be on a target: then nothing was touched";

    static final String REFUSED = "   3  refused for safety; this run destroyed nothing";
    static final String DOES_NOT_VERIFY =
            "   4  does not verify: altered, belongs to something else, or says what its evidence does not show";
    static final String UNTRUSTED = "   5  consistent, but the signer is not in the trust list";
    static final String INTERRUPTED = "   6  interrupted; can be resumed";
    static final String INTERNAL = "  70  an error in Wangchuan itself";

    static final String OUTPUT_LOST = "  74  the answer could not be written to standard output";

    private ExitCodes() {}
}
