package org.wangchuan.cli.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.station.home.StationHome;

/** The trust lists that a person on this machine goes by: the station's own, and those imported. Only reads. */
final class TrustStore {
    static final int BYTES_MAX = 1 << 20;

    private final StationHome home;

    TrustStore(StationHome home) {
        this.home = home;
    }

    /** All of them, the station's own first; none on a machine without a station. */
    List<SignedTrustList> all() throws UserError {
        List<SignedTrustList> out = new ArrayList<>();
        if (Files.isReadable(home.trustList())) {
            out.add(parse(home.trustList()));
        }
        if (Files.isDirectory(home.trusted())) {
            for (Path file : files()) {
                out.add(parse(file));
            }
        }
        return out;
    }

    /** The imported list of this signer. */
    Optional<SignedTrustList> of(String signer) throws UserError {
        for (SignedTrustList list : all()) {
            if (list.list().signer().toString().equals(signer)) {
                return Optional.of(list);
            }
        }
        return Optional.empty();
    }

    private List<Path> files() throws UserError {
        try (Stream<Path> found = Files.list(home.trusted())) {
            return found.filter(file -> file.toString().endsWith(".trust"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw UserError.of(ExitCode.INTERNAL, "STATION_STATE", "the imported trust lists can't be read");
        }
    }

    static SignedTrustList parse(Path file) throws UserError {
        try {
            return SignedTrustList.parse(InputFile.read(file, BYTES_MAX));
        } catch (VerificationException e) {
            throw Failures.of(file, e);
        }
    }
}
