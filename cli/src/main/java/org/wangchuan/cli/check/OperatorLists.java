package org.wangchuan.cli.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustList.Operator;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.StationHome;

/** What the imported trust lists say about this station in logs of others. */
public final class OperatorLists {
    private OperatorLists() {}

    /**
     * One list that names the station.
     *
     * @param operator of that list, with the station among its own
     */
    public record Listed(TrustList list, Operator operator) {}

    /**
     * All lists that name a station in a log that is not its own.
     *
     * @param thumbprint of the station's key
     * @param ownOrigin of the station's own log
     * @param origin of the log that is meant; empty for any
     */
    public static List<Listed> of(StationHome home, String thumbprint, String ownOrigin, Optional<String> origin)
            throws UserError {
        List<Listed> out = new ArrayList<>();
        for (SignedTrustList signed : new TrustStore(home).all()) {
            Optional<Operator> operator = signed.list().operatorOf(thumbprint);
            if (operator.isPresent()
                    && !operator.get().origin().equals(ownOrigin)
                    && origin.map(operator.get().origin()::equals).orElse(true)) {
                out.add(new Listed(signed.list(), operator.get()));
            }
        }
        return out;
    }

    /**
     * Keeps a list that came from a platform which this station was paired with, as an import does.
     *
     * @throws UserError if it has another past than the one of its signer that is held, or its signer is not quite that one
     */
    public static void keep(StationHome home, SignedTrustList offered) throws UserError, IOException {
        Path place = new TrustStore(home).placeFor(Path.of("platform"), offered);
        byte[] bytes = offered.toBytes();
        if (!Files.exists(place) || !Arrays.equals(Files.readAllBytes(place), bytes)) {
            home.prepare();
            DurableFiles.replace(place, bytes);
        }
    }

    /** Whether these lists are all about one log; not if there is none. */
    public static boolean areOfOneLog(List<Listed> lists) {
        return lists.stream()
                        .map(listed -> listed.operator().origin())
                        .distinct()
                        .count()
                == 1;
    }
}
