package org.wangchuan.station.producer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.station.home.StationHome;

/**
 * The statements that lie with a station, and what the trust lists of its machine say of who signed them: by this it is chosen what travels with a receipt. Nothing
 * here is a reason to keep a phone waiting: what can't be told is a fault that people are told, and no statement travels then. Immutable and thread-safe.
 *
 * @param kept each statement once; none where one of them can't be told, since it may be the withdrawal of any other
 * @param faults what could not be told
 */
public record StatementsHere(List<Kept> kept, ProducerLists lists, List<Fault> faults) {
    /** A station without any. */
    public static final StatementsHere NONE = new StatementsHere(List.of(), ProducerLists.NONE, List.of());

    /**
     * A file or folder that could not be told.
     *
     * @param file its path
     * @param what is wrong with it, such as the name of an error
     * @param isList whether it is a trust list, by which it is only ordered what travels; otherwise no statement can be told because of it
     */
    public record Fault(String file, String what, boolean isList) {}

    public StatementsHere {
        Map<Bytes32, Kept> once = new LinkedHashMap<>();
        kept.forEach(one -> once.putIfAbsent(one.statement().digest(), one));
        kept = List.copyOf(once.values());
        faults = List.copyOf(faults);
    }

    /** As they are now. */
    public static StatementsHere read(StationHome home) {
        List<Fault> faults = new ArrayList<>();
        ProducerLists lists = new ProducerLists(readLists(home, faults));
        try {
            return new StatementsHere(new ProducerStore(home).kept(), lists, faults);
        } catch (ProducerStoreException e) {
            faults.add(new Fault(e.file(), String.valueOf(e.getMessage()), false));
            return new StatementsHere(List.of(), lists, faults);
        }
    }

    /** One that can't be told orders nothing: whoever it names goes as one that nobody names. */
    private static List<TrustList> readLists(StationHome home, List<Fault> faults) {
        List<TrustList> out = new ArrayList<>();
        try {
            for (Path file : home.trustLists()) {
                try {
                    byte[] bytes = BoundedFile.read(file, SignedTrustList.BYTES_MAX);
                    out.add(SignedTrustList.parse(bytes).list());
                } catch (IOException | VerificationException e) {
                    faults.add(new Fault(file.toString(), e.getClass().getSimpleName(), true));
                }
            }
        } catch (IOException e) {
            faults.add(new Fault(home.trusted().toString(), e.getClass().getSimpleName(), true));
        }
        return out;
    }

    /** All statements. */
    public List<SignedProducerStatement> statements() {
        return kept.stream().map(Kept::statement).toList();
    }

    /** Those that nothing takes out of force whatever the phone, as {@link Asides#of} says of the others. */
    public List<Kept> inForce() {
        return without(Asides.of(this));
    }

    /** Those that don't stay behind by these. */
    List<Kept> without(List<Aside> asides) {
        Set<Path> out = asides.stream()
                .filter(aside -> aside.why() != Aside.Why.NOT_THEIRS)
                .map(aside -> aside.kept().file())
                .collect(Collectors.toSet());
        return kept.stream().filter(one -> !out.contains(one.file())).toList();
    }
}
