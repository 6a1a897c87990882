package org.wangchuan.paper.claims;

import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.paper.ReceiptPage;

/** All that a page says about one erasure, typed. */
public record Claims(Statement statement, Target target, Work work, Optional<String> assetTag) {
    /**
     * Reads the claims of a page.
     *
     * @throws ShapeException for a claim that is missing, of another type, out of range, outside the
     *     vocabulary, or unknown: what can't be printed must not be passed over
     */
    public static Claims of(ReceiptPage page) throws ShapeException {
        Optional<String> tag = Optional.empty();
        if (page.asset().isPresent()) {
            tag = Optional.of(Texts.bounded(Json.in(page.asset().get()).only("tag"), "tag"));
        }
        return new Claims(
                Statement.read(page.payload()),
                Target.read(Json.in(page.target())),
                Work.read(Json.in(page.work())),
                tag);
    }
}
