package org.wangchuan.platform.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustList.Operator;
import org.wangchuan.proof.trust.TrustList.Station;

/** That it is the same list whether it was asked of each log or of all, and that what does not fit is found out either way. */
final class LogsDraftTest {
    private final NoteSigner own = new NoteSigner("log.example", SigningKey.generate());
    private final TrustList before = new TrustList(
            1,
            1,
            own.verifierKey(),
            List.of(new Operator("shop", List.of(own.verifierKey()), List.of()), log("first", "a")),
            "");

    @Test
    void theListIsTheSameEitherWay() {
        Operator next = log("first", "b");
        Operator more = log("more", "a");
        TrustList atOnce = with(false, next, more).orElseThrow();

        assertThat(atOnce.operators()).containsExactly(before.operators().getFirst(), next, more);
        assertThat(with(true, next, more)).contains(atOnce);
        assertThat(with(false)).as("nothing new").containsSame(before);
    }

    @Test
    void whatMakesNoListIsToBeAskedOfEach() {
        Operator fits = log("fits", "a");
        Operator nameless = new Operator(
                "", fits.logKeys(), fits.stations(), fits.earlierPolicies()); // in the place of the one that fits
        assertThat(with(false, log("other", "a"), nameless)).isEmpty();

        LogsDraft each = new LogsDraft(before, true);
        each.put(fits);
        assertThatThrownBy(() -> each.put(nameless)).isInstanceOf(IllegalArgumentException.class);
        assertThat(each.operatorOfLog("fits")).as("it is as it was").contains(fits);
        Operator unnamed = new Operator("", log("new", "a").logKeys(), List.of(), List.of());
        assertThatThrownBy(() -> each.put(unnamed)).isInstanceOf(IllegalArgumentException.class);
        assertThat(each.operatorOfLog("new")).isEmpty();
        assertThat(each.list()).isEqualTo(with(false, fits));
    }

    /** What was said of the first would be what the second is looked at beside, were it ever in a list or not. */
    @Test
    void ofOneLogThatIsPutTwiceItIsAskedOfEach() {
        assertThat(with(false, log("more", "a"), log("more", "b"))).isEmpty();
        assertThat(with(true, log("more", "a"), log("more", "b"))).isPresent();
    }

    private Optional<TrustList> with(boolean isAskedOfEach, Operator... logs) {
        LogsDraft draft = new LogsDraft(before, isAskedOfEach);
        List.of(logs).forEach(draft::put);
        return draft.list();
    }

    private static Operator log(String origin, String end) {
        SigningKey key = SigningKey.generate();
        return new Operator(
                "shop · " + origin + end,
                List.of(new NoteSigner(origin, key).verifierKey()),
                List.of(new Station(key.publicKey(), 0, Optional.empty())),
                List.of(TrustList.RECEIPTS_ALONE));
    }
}
