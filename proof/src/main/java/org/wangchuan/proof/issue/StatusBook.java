package org.wangchuan.proof.issue;

import java.security.SecureRandom;
import java.util.BitSet;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Base64Url;
import org.wangchuan.proof.statement.StatusReference;
import org.wangchuan.proof.status.StatusList;

/**
 * A status list with what only its station knows: which of its places are given out. Not thread-safe; it is stored
 * durably ({@link #toBytes}) before a place that it gave out is signed.
 */
public final class StatusBook {
    private static final RandomGenerator RANDOM = new SecureRandom();

    private StatusList list;
    private final BitSet taken;

    private StatusBook(StatusList list, BitSet taken) {
        this.list = list;
        this.taken = taken;
    }

    /** The book of a new list. */
    public static StatusBook of(StatusList fresh) {
        return new StatusBook(fresh, new BitSet());
    }

    /** The list as of now. */
    public StatusList list() {
        return list;
    }

    /** A place at random for a new statement; empty once three quarters are given out, and a new list is due. */
    public Optional<StatusReference> take() {
        return take(RANDOM);
    }

    Optional<StatusReference> take(RandomGenerator random) {
        if (taken.cardinality() >= list.entries() / 4 * 3) {
            return Optional.empty();
        }
        int index = random.nextInt(list.entries());
        while (taken.get(index)) {
            index = random.nextInt(list.entries());
        }
        taken.set(index);
        return Optional.of(new StatusReference(list.id(), index));
    }

    /**
     * Sets the state of a statement.
     *
     * @throws IllegalArgumentException for a place that was not given out, of another list, or for VALID
     */
    public void set(StatusReference reference, StatusList.State state) {
        if (!reference.list().equals(list.id()) || !taken.get(reference.index())) {
            throw new IllegalArgumentException("not given out by this book: " + reference);
        }
        list = list.with(reference.index(), state);
    }

    /** The stored form: canonical JSON. */
    public byte[] toBytes() {
        return CanonicalJson.write(Json.object()
                .put("bits", list.base64Url())
                .put("list", list.id().toString())
                .put("taken", Base64Url.encode(taken.toByteArray()))
                .build());
    }

    /**
     * Reads the stored form back.
     *
     * @throws VerificationException with code STATUS_FORMAT or ENCODING
     */
    public static StatusBook parse(byte[] bytes) throws VerificationException {
        try {
            Json.Fields in = Json.in(CanonicalJson.readObject(bytes)).only("bits", "list", "taken");
            StatusReference name = StatusReference.of(in.text("list"), 0);
            StatusBook book = new StatusBook(
                    StatusList.parse(name.list(), in.text("bits")), BitSet.valueOf(Base64Url.decode(in.text("taken"))));
            if (book.taken.length() > book.list.entries()) {
                throw new VerificationException(
                        FailureCode.STATUS_FORMAT, "taken", "places within the list", "one beyond it");
            }
            return book;
        } catch (MalformedJsonException | ShapeException e) {
            throw new VerificationException(FailureCode.STATUS_FORMAT, "status book", "its canonical JSON", e);
        }
    }
}
