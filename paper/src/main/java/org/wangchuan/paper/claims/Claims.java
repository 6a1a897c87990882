package org.wangchuan.paper.claims;

import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.paper.ReceiptPage;
import org.wangchuan.paper.claims.Vocabulary.Verdict;

/**
 * All that a page says about one erasure, typed: of a drive or image, or of a phone.
 *
 * @param drive present exactly if it was no phone
 * @param phone present exactly if it was one
 * @param denied what is said of the rule set and the facts exclude
 */
public record Claims(
        Statement statement,
        Optional<Drive> drive,
        Optional<PhoneFacts> phone,
        Optional<String> assetTag,
        ReceiptPage.Denied denied) {

    /** A drive or an image, and what was done to it. */
    public record Drive(Target target, Work work) {}

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
        Statement statement = Statement.read(page.payload());
        if (Json.in(page.payload()).has(PhoneFacts.CLAIM)) {
            requireOfPhones(statement.verdict());
            PhoneFacts phone = PhoneFacts.read(page);
            return new Claims(statement, Optional.empty(), Optional.of(phone), tag, page.denied());
        }
        Drive drive = new Drive(Target.read(Json.in(page.target())), Work.read(Json.in(page.work())));
        return new Claims(statement, Optional.of(drive), Optional.empty(), tag, page.denied());
    }

    private static void requireOfPhones(Verdict verdict) throws ShapeException {
        boolean isOfPhones = switch (verdict) {
            case CLEARED, UNPROVEN, FAILED -> true;
            case PURGED, PARTIAL -> false;
        };
        if (!isOfPhones) {
            throw new ShapeException("verdict", "one that a phone can have", "another");
        }
    }

    /** The drive or image; of a phone there is none. */
    public Target target() {
        return drive.orElseThrow().target();
    }

    /** What was done to the drive or image; of a phone there is none. */
    public Work work() {
        return drive.orElseThrow().work();
    }

    /** The serial number, of whatever it was. */
    public Optional<String> serial() {
        return phone.isPresent() ? phone.get().device().serial() : target().serial();
    }

    /** When it was done, in RFC 3339. */
    public String finishedAt() {
        return phone.isPresent() ? phone.get().work().finishedAt() : work().finishedAt();
    }
}
