package org.wangchuan.cli.check;

import java.nio.file.Path;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.statement.PhoneClaims;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.verify.ProducerChecks;
import org.wangchuan.proof.verify.VerdictFacts;

/**
 * Whether the facts that a statement shows allow the good verdict that it gives: the second look that the paper and the
 * verification page take, for whoever reads nothing but our exit code. What is not shown is not judged.
 */
final class FactsCheck {
    private FactsCheck() {}

    /**
     * Returns unless a good verdict stands above facts that exclude it, a clause of rules that {@link PolicyCheck#require} let through is called satisfied that they exclude, or of a phone
     * that was erased in a way that this program does not know.
     *
     * @throws UserError with code CONTRADICTION, POLICY or TECHNIQUE; CONTRADICTION also where the station says that its record fits a maker's statement, and what it
     *     shows itself excludes that
     */
    static void require(Path file, Statement.Clearing clearing) throws UserError {
        // One that is not good promises nothing, whatever the way.
        if (clearing.claims().verdict().isGood() && VerdictFacts.isTechniqueUnknown(clearing.claims())) {
            PhoneClaims.Technique named =
                    clearing.claims().phone().flatMap(PhoneClaims::technique).orElseThrow();
            throw UserError.of(
                    ExitCode.DOES_NOT_VERIFY,
                    "TECHNIQUE",
                    file,
                    named.id(),
                    String.valueOf(named.version()),
                    named.digest());
        }
        if (ProducerChecks.overstate(clearing)) {
            throw UserError.of(ExitCode.DOES_NOT_VERIFY, "CONTRADICTION.producer", file);
        }
        if (VerdictFacts.contradict(clearing)) {
            boolean isPhone = clearing.claims().phone().isPresent();
            throw isPhone
                    ? UserError.of(
                            ExitCode.DOES_NOT_VERIFY,
                            "CONTRADICTION.phone",
                            file,
                            clearing.claims().verdict())
                    : UserError.of(
                            ExitCode.DOES_NOT_VERIFY,
                            "CONTRADICTION",
                            file,
                            clearing.claims().verdict());
        }
        PolicyCheck.requireShown(file, clearing);
    }
}
