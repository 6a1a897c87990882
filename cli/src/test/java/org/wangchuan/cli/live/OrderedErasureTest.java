package org.wangchuan.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.cli.service.EraseRequest;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.station.live.LiveOrder;

/** What was ordered when a rule set meant overwriting is carried out so, by whichever image. */
class OrderedErasureTest {
    @ParameterizedTest
    @CsvSource({", 1", "1, 1", "2, 2"})
    void planAndErasureAreByTheVersionOfTheOrder(@Nullable Long signed, long carriedOut) {
        OrderedErasure ordered = new OrderedErasure(order(Optional.ofNullable(signed)));
        assertThat(ordered.plan(List.of("/dev/sda")).policy()).isEqualTo("gb-46864-2025");
        assertThat(ordered.plan(List.of("/dev/sda")).policyVersion()).contains(carriedOut);
        EraseRequest erasure = ordered.of(List.of("/dev/sda"), List.of("A1"), List.of("sdb"), Path.of("out"), true);
        assertThat(erasure.policyVersion()).contains(carriedOut);
        assertThat(erasure)
                .as("and by all else that it says")
                .returns("gb-46864-2025", EraseRequest::policy)
                .returns(List.of("A1"), EraseRequest::confirm)
                .returns(List.of("sdb"), EraseRequest::also)
                .returns(true, EraseRequest::resume)
                .returns(true, EraseRequest::bestEffort);
        assertThat(ordered.rules()).isEqualTo("gb-46864-2025/" + carriedOut);
    }

    private static LiveOrder order(Optional<Long> version) {
        PublicKey key = SigningKey.generate().publicKey();
        return new LiveOrder(
                UUID.randomUUID(),
                UUID.randomUUID(),
                key,
                key,
                new VerifierKey("wangchuan.local/test", key),
                List.of("A1"),
                "gb-46864-2025",
                version,
                VerifyMode.FULL,
                true,
                0,
                1);
    }
}
