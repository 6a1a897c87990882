package org.wangchuan.station.recheck;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.job.LeftBehind;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.RecheckClaims;
import org.wangchuan.station.erase.Refusal;

/**
 * What a person wants looked at again. All of it is verified by now, and belongs together: the clearing, its evidence, the key.
 *
 * @param target block device or image file
 * @param place why the medium that is there now is not the one that was pointed at; asked of what was examined and again of what is open,
 *     before anything is said of it. Where a person has named the target nothing is against it
 * @param clearing what is looked at again
 * @param challenge of whoever asks for it; empty if a person typed it here
 * @param erased what was erased, as the evidence has it
 * @param left what the erasure left there
 * @param mode all of it, or a sample that is drawn once it is open
 * @param stallTimeoutMillis time without any answer after which the device counts as hung, 1 or more
 * @param out folder for the file; it exists
 * @param base beginning of the file's name
 */
public record RecheckOrder(
        Path target,
        Function<Medium, Optional<Refusal>> place,
        RecheckClaims.Of clearing,
        Optional<Bytes32> challenge,
        MediumFacts erased,
        LeftBehind left,
        VerifyMode mode,
        long stallTimeoutMillis,
        Path out,
        String base) {}
