package org.wangchuan.cli.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.wangchuan.cli.service.Context;
import org.wangchuan.engine.medium.MediumKind;
import org.wangchuan.station.agent.Message;
import org.wangchuan.station.agent.Outbox;
import org.wangchuan.station.agent.Pairing;
import org.wangchuan.station.erase.Candidate;
import org.wangchuan.station.erase.LaneEnd;
import org.wangchuan.station.home.StationHome;

/**
 * What is erased by hand at a station that works for a platform: the platform gets the receipts, to be matched with an order
 * there. Files are not devices that anybody has handed in.
 */
final class ForPlatform {
    private ForPlatform() {}

    /** Puts them into the outbox; the agent brings them. The erasure is as good without. */
    static void queue(List<Candidate.Ready> targets, List<LaneEnd> ends, Context context) {
        StationHome home = new StationHome(context.home());
        try {
            if (Pairing.of(home).isEmpty()) {
                return;
            }
            Outbox outbox = new Outbox(home);
            for (int i = 0; i < ends.size(); i++) {
                if (ends.get(i) instanceof LaneEnd.Finished finished
                        && targets.get(i).medium().kind() == MediumKind.BLOCK
                        && !targets.get(i).facts().isTest()) {
                    outbox.add(Message.erasure(new String(finished.receipt().toBytes(), StandardCharsets.UTF_8)));
                }
            }
        } catch (IOException e) {
            context.console()
                    .error(context.console().messages().text("erase.not-queued", String.valueOf(e.getMessage())));
        }
    }
}
