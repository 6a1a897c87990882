package org.wangchuan.proof.verify;

import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.statement.Statement;

/**
 * What is known after a receipt verified.
 *
 * @param operator who answers for it; absent exactly if the signer is unknown
 * @param index of the clearing statement in the log
 * @param startIndex of the start statement in the log
 * @param checked what was checked, and holds
 * @param notChecked what was not, and why nobody should believe it yet
 */
public record VerifiedReceipt(
        Statement.Clearing clearing,
        Statement.Start start,
        Optional<String> operator,
        long index,
        long startIndex,
        Checkpoint checkpoint,
        List<Check> checked,
        List<Gap> notChecked) {

    public VerifiedReceipt {
        checked = List.copyOf(checked);
        notChecked = List.copyOf(notChecked);
    }

    /** The same with more, or less, known about it. */
    VerifiedReceipt with(List<Check> nowChecked, List<Gap> nowOpen) {
        return new VerifiedReceipt(clearing, start, operator, index, startIndex, checkpoint, nowChecked, nowOpen);
    }

    /** Whether it shows a tag that somebody named, at its start or at its end. */
    public boolean isTagged() {
        return start.disclosed().asset().isPresent()
                || clearing.disclosed().asset().isPresent();
    }

    /** Whether the trust list knows the signer; if not, the receipt is consistent and no more. */
    public boolean isSignerKnown() {
        return operator.isPresent();
    }
}
