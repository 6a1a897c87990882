package org.wangchuan.proof.verify;

import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementHead;

/** Whether a clearing belongs to the start that came with it, and the start came first. */
final class PairChecks {
    private PairChecks() {}

    static void verify(Statement.Start start, Statement.Clearing clearing, Receipt receipt)
            throws VerificationException {
        StatementHead first = start.head();
        StatementHead second = clearing.head();
        require(
                FailureCode.START_LINK,
                "claim start",
                clearing.claims().start().toString(),
                first.eventId().toString());
        require(FailureCode.START_LINK, "station of the start", second.station(), first.station());
        if (second.sequence() <= first.sequence()) {
            throw new VerificationException(
                    FailureCode.CHAIN, "seq", "more than " + first.sequence(), second.sequence() + "");
        }
        if (second.sequence() == first.sequence() + 1) {
            require(
                    FailureCode.CHAIN,
                    "prev",
                    receipt.start().statement().digest().base64Url(),
                    second.previous().map(Bytes32::base64Url).orElse("nothing"));
        }
        requireOneTree(receipt);
        requireOneTarget(start.disclosed(), clearing);
    }

    /** Under two checkpoints a forked log could show the start in one branch and the clearing in the other. */
    private static void requireOneTree(Receipt receipt) throws VerificationException {
        Checkpoint tree = receipt.clearing().proof().checkpoint().checkpoint();
        Checkpoint startTree = receipt.start().proof().checkpoint().checkpoint();
        if (!tree.equals(startTree)) {
            throw new VerificationException(FailureCode.ORDER, "checkpoints", "one for both proofs", "two");
        }
        long startIndex = receipt.start().proof().index();
        long index = receipt.clearing().proof().index();
        if (startIndex >= index) {
            throw new VerificationException(
                    FailureCode.ORDER, "index of the start", "less than " + index, startIndex + "");
        }
    }

    /** What both show has to be one thing; a drive that became a phone is two. */
    private static void requireOneTarget(Disclosed start, Statement.Clearing clearing) throws VerificationException {
        Disclosed shown = clearing.disclosed();
        boolean isPhone = clearing.claims().phone().isPresent();
        boolean isOfOtherKind =
                isPhone ? start.target().isPresent() : start.phone().isPresent();
        boolean isOther = isOfOtherKind
                || (start.target().isPresent()
                        && shown.target().isPresent()
                        && !start.target().get().isSameThingAs(shown.target().get()))
                || (start.phone().isPresent()
                        && shown.phone().isPresent()
                        && !start.phone().get().isSameThingAs(shown.phone().get()));
        if (isOther) {
            throw new VerificationException(FailureCode.TARGET, "target", "the target of the start", "another one");
        }
    }

    private static void require(FailureCode code, String where, String expected, String found)
            throws VerificationException {
        if (!expected.equals(found)) {
            throw new VerificationException(code, where, expected, found);
        }
    }
}
