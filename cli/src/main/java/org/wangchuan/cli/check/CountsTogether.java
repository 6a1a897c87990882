package org.wangchuan.cli.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.CountsClaims;

/**
 * Counts that were given in one call, each held against those before it: an operator that tells one person this and another person that is
 * found out by whoever has both. Not thread-safe.
 */
final class CountsTogether {
    private final List<One> seen = new ArrayList<>();
    /** In which of these a result stands. */
    private final Map<Bytes32, List<One>> marks = new HashMap<>();

    /** In what two counts of one operator can't both be true. */
    enum Clash {
        /** The same number of a site, and other content. */
        SAME_NUMBER,
        /** The next number, and it names another one before it. */
        PREVIOUS,
        /** The next number, and it does not begin where the one before ends. */
        SINCE,
        /** A later number, and a log that is smaller. */
        SIZE,
        /** A result that is in both. */
        TWICE
    }

    /**
     * What two counts differ in.
     *
     * @param other the file that was looked at before
     */
    record Found(Path other, Clash clash) {}

    /**
     * Counts that hold by themselves.
     *
     * @param statement digest of the issuer-signed JWT
     * @param signer the thumbprint of the key that signed it
     * @param vouchers the lists that know that key
     */
    record One(Path file, Bytes32 statement, String signer, List<Voucher> vouchers, CountsClaims claims) {
        One {
            vouchers = List.copyOf(vouchers);
        }

        /** Whoever has another key says nothing against these. */
        private boolean isOfOneOperatorWith(One other) {
            return signer.equals(other.signer) || Voucher.isOneOperator(vouchers, other.vouchers);
        }
    }

    /** In what it can't be true together with those before it; from now on it is one of them. */
    List<Found> add(One one) {
        List<Found> out = new ArrayList<>();
        Set<One> twice = new HashSet<>();
        one.claims()
                .groups()
                .forEach(group -> group.marks().forEach(mark -> {
                    List<One> in = marks.computeIfAbsent(mark, _ -> new ArrayList<>(1));
                    twice.addAll(in);
                    in.add(one);
                }));
        for (One before : seen) {
            if (before.statement().equals(one.statement()) || !before.isOfOneOperatorWith(one)) {
                continue;
            }
            if (before.claims().site().equals(one.claims().site())) {
                boolean isLater = before.claims().number() < one.claims().number();
                (isLater ? ofSite(before, one) : ofSite(one, before))
                        .forEach(clash -> out.add(new Found(before.file(), clash)));
            }
            if (twice.contains(before)) {
                out.add(new Found(before.file(), Clash.TWICE));
            }
        }
        seen.add(one);
        return List.copyOf(out);
    }

    private static List<Clash> ofSite(One first, One second) {
        CountsClaims early = first.claims();
        CountsClaims late = second.claims();
        List<Clash> out = new ArrayList<>();
        if (early.number() == late.number()) {
            return List.of(Clash.SAME_NUMBER);
        }
        if (early.number() + 1 == late.number()) {
            if (!late.previous().equals(Optional.of(first.statement()))) {
                out.add(Clash.PREVIOUS);
            }
            // A clock that was put back counts nothing twice, and leaves no month out.
            if (late.sinceSeconds() != Math.min(early.untilSeconds(), late.untilSeconds())) {
                out.add(Clash.SINCE);
            }
        }
        if (early.log().equals(late.log()) && early.size() > late.size()) {
            out.add(Clash.SIZE);
        }
        return out;
    }
}
