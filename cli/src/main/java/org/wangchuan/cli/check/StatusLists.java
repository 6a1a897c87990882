package org.wangchuan.cli.check;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.StatusReference;
import org.wangchuan.proof.status.StatusFile;

/** Fresh status lists that a person has brought. What speaks of none of the files is refused; of a
 * certificate of a stranger nothing is checked against a list, and its report says so. Not thread-safe. */
final class StatusLists {
    private final Map<Path, StatusFile> lists = new LinkedHashMap<>();
    private final Set<UUID> used = new HashSet<>();
    private final Optional<Duration> ageMax;

    private StatusLists(Optional<Duration> ageMax) {
        this.ageMax = ageMax;
    }

    static StatusLists none() {
        return new StatusLists(Optional.empty());
    }

    static StatusLists read(List<Path> files, Optional<Duration> ageMax) throws UserError {
        StatusLists out = new StatusLists(ageMax);
        for (Path file : files) {

            byte[] bytes = InputFile.read(file, StatusFile.BYTES_MAX);
            try {
                out.lists.put(file, StatusFile.parse(bytes));
            } catch (VerificationException e) {
                throw FileKind.insteadOf(file, bytes, Set.of(FileKind.STATUS_LIST), Failures.of(file, e));
            }
        }
        return out;
    }

    Optional<Duration> ageMax() {
        return ageMax;
    }

    /** The lists for the verifier, which looks for the certificate's own among them. */
    List<StatusFile> about(Certificate certificate) throws VerificationException {
        Optional<StatusReference> place = StatementReader.read(
                        certificate.receipt().clearing().statement())
                .head()
                .status();
        place.ifPresent(some -> used.add(some.list()));
        return List.copyOf(lists.values());
    }

    /** A receipt is not checked against lists; nobody should think that it was. */
    void requireNone(Path file) throws UserError {
        if (!lists.isEmpty() || ageMax.isPresent()) {
            throw UserError.of(ExitCode.USAGE, "STATUS_WITH_RECEIPT", file);
        }
    }

    /** A list that speaks of none of the files was brought for nothing. */
    void requireAllUsed() throws UserError {
        for (Map.Entry<Path, StatusFile> one : lists.entrySet()) {
            if (!used.contains(one.getValue().list().id())) {
                throw UserError.of(
                        ExitCode.DOES_NOT_VERIFY,
                        "STATUS",
                        one.getKey(),
                        one.getValue().list().id());
            }
        }
    }
}
