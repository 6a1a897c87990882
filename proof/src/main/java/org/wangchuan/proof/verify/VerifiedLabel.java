package org.wangchuan.proof.verify;

import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.statement.Statement;

/**
 * What is known of a label. It is never as much as a receipt or certificate shows: nobody has seen the log.
 *
 * @param operator who answers for it; absent if the signer is unknown, and then not even the signature was checked
 * @param index where in the log the label says that the statement stands
 * @param entryHex the log entry that statement and nonce give, in lower-case hexadecimal: whoever has the log
 *     can compare it with the one at that index
 * @param checked what was checked, and holds
 * @param notChecked what was not, and why nobody should believe it yet
 */
public record VerifiedLabel(
        Statement.Clearing clearing,
        Optional<String> operator,
        long index,
        String entryHex,
        List<Check> checked,
        List<Gap> notChecked) {

    public VerifiedLabel {
        checked = List.copyOf(checked);
        notChecked = List.copyOf(notChecked);
    }
}
