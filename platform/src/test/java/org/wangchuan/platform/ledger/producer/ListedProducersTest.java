package org.wangchuan.platform.ledger.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustedProducer;

/** What can't be put into a list takes back all the same, and never keeps the next version from being signed. */
final class ListedProducersTest {
    private static final int MANY = 60;

    @Test
    void moreThanAListCanRetireIsAcceptedForNothing() {
        TrustedProducer before = new TrustedProducer(
                "Maker",
                keys(TrustedProducer.KEYS_MAX),
                keys(MANY),
                List.of("Brand"),
                List.of(new TrustedProducer.Accepts("nist-clear", "1", List.of("overwrite"))),
                List.of());
        TrustList list = ListedProducers.with(
                new TrustList(1, 1, key(), List.of(new TrustList.Operator("Shop", List.of(key()), List.of())), ""),
                List.of(before));
        TrustedProducer stolen = new TrustedProducer(
                "Maker",
                List.of(),
                Stream.concat(before.retired().stream(), before.keys().stream()).toList(),
                before.makers(),
                List.of(),
                List.of());

        TrustList next = ListedProducers.with(list, Optional.of(stolen));

        assertThat(next.producers()).singleElement().satisfies(one -> {
            assertThat(one.accepts()).isEmpty();
            assertThat(one.retired()).containsExactlyElementsOf(before.retired());
        });
    }

    private static List<VerifierKey> keys(int count) {
        return Stream.generate(ListedProducersTest::key).limit(count).toList();
    }

    private static VerifierKey key() {
        return new NoteSigner("k.example/" + System.nanoTime(), SigningKey.generate()).verifierKey();
    }
}
