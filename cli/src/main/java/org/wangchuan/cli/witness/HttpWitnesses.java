package org.wangchuan.cli.witness;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wangchuan.proof.cosign.CosignerKey;
import org.wangchuan.station.certify.WitnessAnswer;
import org.wangchuan.station.certify.Witnesses;
import org.wangchuan.witness.client.Reply;
import org.wangchuan.witness.client.WitnessAddress;
import org.wangchuan.witness.client.WitnessRound;

/** Asks a station's witnesses over HTTP. Thread-safe. */
public final class HttpWitnesses implements Witnesses {
    private final WitnessRound round;

    /** By this clock, which cosignatures must not be far ahead of. */
    public HttpWitnesses(InstantSource clock) {
        this.round = new WitnessRound(clock);
    }

    /** Waits for nobody any more, now and later. */
    public void stop() {
        round.stop();
    }

    @Override
    public List<WitnessAnswer> ask(Question question, Duration limit) throws IOException, InterruptedException {
        List<WitnessRound.Asked> asked = question.asked().stream()
                .map(one -> new WitnessRound.Asked(one.key(), one.address(), one.believedSize()))
                .toList();
        Map<CosignerKey, Reply> replies = round.ask(
                question.checkpoint(),
                question.policy().quorum(),
                asked,
                oldSize -> question.proofs().from(oldSize),
                limit);
        List<WitnessAnswer> out = new ArrayList<>();
        for (Asked one : question.asked()) {
            out.add(
                    WitnessAddress.parse(one.address()).isEmpty()
                            ? new WitnessAnswer.None(one.key(), "no-address", "its address can't be used")
                            : answer(one.key(), replies.get(one.key())));
        }
        return out;
    }

    private static WitnessAnswer answer(CosignerKey key, @Nullable Reply reply) {
        return switch (reply) {
            case null -> new WitnessAnswer.None(key, "no-answer", "it did not answer in the time that there was");
            case Reply.Cosigned(var cosignature) -> new WitnessAnswer.Cosigned(key, cosignature);
            case Reply.Ahead(long size) -> new WitnessAnswer.Ahead(key, size);
            case Reply.Refused(int status, String text) -> new WitnessAnswer.None(key, "refused-" + status, text);
            case Reply.Unbelievable(var reason) ->
                new WitnessAnswer.None(key, "unbelievable", String.valueOf(reason.getMessage()));
            case Reply.Unreachable(String reason) -> new WitnessAnswer.None(key, "unreachable", reason);
        };
    }
}
