package org.wangchuan.paper.claims;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.paper.PhoneText;
import org.wangchuan.paper.ReceiptPage;

/**
 * What a page says of a phone. The words of its lists are codes that {@link PhoneText} has a text for; any other is refused: what can't be printed must
 * not be passed over.
 *
 * @param producers what makers state that the record fits
 * @param isDenied whether whoever verified the statement found that what it says excludes its good verdict
 */
public record PhoneFacts(
        Device device, Work work, Result result, List<ReceiptPage.ProducerNote> producers, boolean isDenied) {
    /** The member of a payload that says that it is about a phone. */
    static final String CLAIM = "phoneResult";

    private static final int STEPS_MAX = 140;
    private static final int CODES_MAX = 64;

    /** Of a phone with one of these nobody can have seen that it is free once it was reset. */
    private static final Set<String> WITHOUT_RESET = Set.of(
            "not-set-off",
            "still-as-before",
            "other-phone",
            "not-back",
            "never-gone",
            "identity-unknown",
            "after-unknown",
            "after-contradicted",
            "second-system",
            "otherwise-than-before");

    /** Which phone it is. */
    public record Device(
            Optional<String> maker,
            Optional<String> model,
            Optional<String> system,
            Optional<String> version,
            Optional<String> serial,
            OptionalLong storageBytes) {}

    /**
     * How it was erased; times are RFC 3339 in UTC.
     *
     * @param fill empty if its storage was not filled
     */
    public record Work(String tool, String startedAt, String finishedAt, List<Step> steps, Optional<Fill> fill) {}

    /** Something that happened, by its code. */
    public record Step(String word, String at) {}

    /**
     * Accounts of a fill, in bytes.
     *
     * @param storageBytes the size of the file system that was filled; empty if it is not told
     * @param parts of how many files a part was compared; empty if it is not told
     */
    public record Fill(
            long freeBefore,
            long freeAfter,
            long reserved,
            long written,
            long verified,
            long sampled,
            long wrongFiles,
            boolean isFull,
            OptionalLong storageBytes,
            Optional<Parts> parts) {}

    /** Files that were written whole, and of how many of them a part was compared. */
    public record Parts(long files, long compared) {}

    /**
     * What its answers rest on.
     *
     * @param way its name and version; empty if none was chosen
     */
    public record Result(Optional<Way> way, String tier, String lock, List<String> reasons, List<String> lockReasons) {}

    /** A way to erase a phone, as data. */
    public record Way(String id, long version) {}

    /** Whether it was told that nothing holds the phone. */
    public boolean isUnlocked() {
        return result.lock().equals("unlocked");
    }

    /** Whether the phone itself told that it is as new, and nothing speaks against it. */
    boolean allowsGood() {
        return !isDenied
                && result.way().isPresent()
                && result.tier().equals("told")
                && result.reasons().isEmpty();
    }

    static PhoneFacts read(ReceiptPage page) throws ShapeException {
        return new PhoneFacts(
                device(Json.in(page.target())),
                work(Json.in(page.work())),
                result(Json.in(page.payload()).object(CLAIM)),
                Texts.atMost(ReceiptPage.PRODUCERS_MAX, "producers", page.producers()),
                page.isDenied());
    }

    private static Device device(Json.Fields in) throws ShapeException {
        in.only("maker", "model", "system", "version", "serial", "storageBytes", "identityKey");
        Optional<String> system = Texts.optional(in, "system");
        if (system.isPresent()) {
            requireText("system", "system." + system.get());
        }
        return new Device(
                Texts.optional(in, "maker"),
                Texts.optional(in, "model"),
                system,
                Texts.optional(in, "version"),
                Texts.optional(in, "serial"),
                in.has("storageBytes") ? OptionalLong.of(in.natural("storageBytes")) : OptionalLong.empty());
    }

    private static Work work(Json.Fields in) throws ShapeException {
        in.only("tool", "startedAt", "finishedAt", "steps", "fill");
        List<Step> steps = new ArrayList<>();
        for (Json.Fields step : Texts.atMost(STEPS_MAX, "steps", in.objects("steps"))) {
            step.only("word", "at");
            steps.add(new Step(code(step.text("word"), "steps", "step."), Texts.time(step, "at")));
        }
        return new Work(
                Texts.bounded(in, "tool"),
                Texts.time(in, "startedAt"),
                Texts.time(in, "finishedAt"),
                List.copyOf(steps),
                in.has("fill") ? Optional.of(fill(in.object("fill"))) : Optional.empty());
    }

    private static Fill fill(Json.Fields in) throws ShapeException {
        in.only(
                "freeBefore",
                "freeAfter",
                "reserved",
                "written",
                "verified",
                "sampled",
                "wrongFiles",
                "full",
                "storageBytes",
                "files",
                "comparedFiles");
        return new Fill(
                in.natural("freeBefore"),
                in.natural("freeAfter"),
                in.natural("reserved"),
                in.natural("written"),
                in.natural("verified"),
                in.natural("sampled"),
                in.natural("wrongFiles"),
                in.bool("full"),
                in.has("storageBytes") ? OptionalLong.of(in.natural("storageBytes")) : OptionalLong.empty(),
                in.has("files")
                        ? Optional.of(new Parts(in.natural("files"), in.natural("comparedFiles")))
                        : Optional.empty());
    }

    private static Result result(Json.Fields in) throws ShapeException {
        in.only("technique", "tier", "lock", "reasons", "lockReasons");
        Optional<Way> way = Optional.empty();
        if (in.has("technique")) {
            Json.Fields technique = in.object("technique").only("id", "version", "digest");
            way = Optional.of(new Way(Texts.bounded(technique, "id"), technique.natural("version")));
        }
        List<String> reasons = codes(in, "reasons", "reason.");
        return new Result(
                way,
                code(in.text("tier"), "tier", "tier."),
                shownLock(code(in.text("lock"), "lock", "lock."), reasons),
                reasons,
                codes(in, "lockReasons", "lock-reason."));
    }

    /** As {@code proof.statement.PhoneClaims} has it. */
    private static String shownLock(String lock, List<String> reasons) {
        return lock.equals("unlocked") && reasons.stream().anyMatch(WITHOUT_RESET::contains) ? "unknown" : lock;
    }

    private static List<String> codes(Json.Fields in, String name, String prefix) throws ShapeException {
        List<String> out = new ArrayList<>();
        for (String one : Texts.atMost(CODES_MAX, name, in.texts(name))) {
            out.add(code(one, name, prefix));
        }
        if (new HashSet<>(out).size() != out.size()) {
            throw new ShapeException(name, "each once", "one twice");
        }
        return List.copyOf(out);
    }

    private static String code(String code, String name, String prefix) throws ShapeException {
        requireText(name, prefix + code);
        return code;
    }

    private static void requireText(String name, String key) throws ShapeException {
        if (!PhoneText.has(key) || key.endsWith(".means")) {
            throw new ShapeException(name, "a word that the page has", "another");
        }
    }
}
