package org.wangchuan.platform.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.ValidationClaims;

/**
 * Whoever knows who had to do with a device; asked when somebody answers for what is proved of it. Each is a bean of the module that
 * knows.
 */
@FunctionalInterface
public interface Involvement {
    /**
     * Who did what, as far as it is known here.
     *
     * @param receipt digest of the file of the receipt that is answered for
     */
    List<Done> of(UUID order, Bytes32 receipt);

    /**
     * One thing that somebody did.
     *
     * @param account absent if it was done, and nobody knows by whom
     * @param since from when on it may have been done
     */
    record Done(ValidationClaims.Deed deed, Optional<UUID> account, Instant since) {}
}
