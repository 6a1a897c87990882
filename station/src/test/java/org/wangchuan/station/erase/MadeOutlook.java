package org.wangchuan.station.erase;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Geometry;
import org.wangchuan.engine.medium.Labels;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.MediumClassSource;
import org.wangchuan.engine.medium.MediumKind;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.medium.told.NotAsked;
import org.wangchuan.engine.medium.told.Reach;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;

/** Looks at model drives: an NVMe device of one namespace, as NVM Express has it tell of itself, and a SATA disk, as ACS does. */
public final class MadeOutlook {
    private static final long BYTES = 512L << 30;

    private static final Event.HiddenAreas NONE_HIDDEN =
            new Event.HiddenAreas(Event.HiddenState.NONE, 0, "none", List.of());

    private static final Event.HiddenAreas UNREADABLE =
            new Event.HiddenAreas(Event.HiddenState.UNREADABLE, 0, "command aborted", List.of());

    private static final Attachment SATA = new Attachment(Bus.ATA, "sata", false, false, true);

    private MadeOutlook() {}

    /** It can sanitize by block erase (SANICAP), and its one namespace is all that it has. */
    public static Survey ofNvmeThatSanitizes(Path path) {
        return survey(path, sanitizes(), NONE_HIDDEN);
    }

    /** The same, where capacity is left that no namespace has: overwriting does not reach it. */
    public static Survey ofNvmeWithDeletedNamespaces(Path path) {
        return survey(
                path, sanitizes(), new Event.HiddenAreas(Event.HiddenState.FOUND, 1L << 30, "unallocated", List.of()));
    }

    /** Something had it open when it was to be asked. */
    public static Survey ofNvmeInUse(Path path) {
        return ofNvmeUnheard(path, NotAsked.IN_USE);
    }

    /** It was not heard. */
    public static Survey ofNvmeUnheard(Path path, NotAsked why) {
        return survey(path, DriveFacts.silent(Reach.DIRECT, why, ""), NONE_HIDDEN);
    }

    /** It can sanitize and format, and is at the first (Sanitize Status log). */
    public static Survey ofNvmeAtWork(Path path) {
        DriveFacts plain = with(sanitizes(), FactName.METADATA_BYTES, new Fact.Count(0));
        plain = with(plain, FactName.PROTECTION_TYPE, new Fact.Count(0));
        DriveFacts formats = with(plain, FactName.FORMAT, new Fact.Flag(true));
        return survey(path, with(formats, FactName.SANITIZE_STATE, new Fact.Word("running")), NONE_HIDDEN);
    }

    /** It has no sanitize at all, and is write-protected besides: no switch brings that back. */
    public static Survey ofNvmeWithoutSanitize(Path path) {
        DriveFacts none = DriveFacts.told(
                Reach.DIRECT,
                List.of(
                        no(FactName.BLOCK_ERASE),
                        no(FactName.CRYPTO_ERASE),
                        no(FactName.OVERWRITE),
                        yes(FactName.WRITE_PROTECTED)));
        return survey(path, none, NONE_HIDDEN);
    }

    /** It has an enhanced erase (IDENTIFY DEVICE, word 128). */
    public static Survey ofAta(Path path, boolean isFrozen) {
        return survey(medium(path, SATA), secure(isFrozen), NONE_HIDDEN);
    }

    /** The same at a sanitize (SANITIZE STATUS EXT), during which it refuses what is asked about its areas (ACS-4, "Sanitize Device feature set"). */
    public static Survey ofAtaAtWork(Path path) {
        DriveFacts told = with(secure(false), FactName.SANITIZE_STATE, new Fact.Word("running"));
        return survey(medium(path, SATA), told, UNREADABLE);
    }

    /** The same at nothing: it refuses that all the same. */
    public static Survey ofAtaThatTellsNoAreas(Path path) {
        return survey(medium(path, SATA), secure(false), UNREADABLE);
    }

    /** It answers nothing but that it is at a sanitize (TEST UNIT READY). */
    public static Survey ofSasAtWork(Path path) {
        DriveFacts told = DriveFacts.told(
                Reach.DIRECT, List.of(new Fact(FactName.SANITIZE_STATE, new Fact.Word("running"), "TEST UNIT READY")));
        return survey(medium(path, new Attachment(Bus.SCSI, "sas", false, false, true)), told, UNREADABLE);
    }

    private static DriveFacts secure(boolean isFrozen) {
        return DriveFacts.told(
                Reach.DIRECT,
                List.of(
                        yes(FactName.SECURITY),
                        yes(FactName.ENHANCED_ERASE),
                        isFrozen ? yes(FactName.SECURITY_FROZEN) : no(FactName.SECURITY_FROZEN)));
    }

    /** Somebody has set a password (IDENTIFY DEVICE, word 128 bit 2). */
    public static Survey ofLockedAta(Path path) {
        DriveFacts told = DriveFacts.told(Reach.DIRECT, List.of(yes(FactName.SECURITY), yes(FactName.SECURITY_LOCKED)));
        return survey(medium(path, SATA), told, NONE_HIDDEN);
    }

    /** One that shares its number with another, as the bench has it: it is refused, and nothing is told of it. */
    public static Survey refusedFor(Survey seen, Medium twin) {
        return Bench.withoutTwin(seen, own -> List.of(own.getFirst(), twin));
    }

    /** Another device that shows the number of these. */
    public static Medium twin() {
        Path path = Path.of("/dev/nvme8n1");
        return medium(path, "nvme8n1", "259:8", new Attachment(Bus.NVME, "pcie", false, false, true));
    }

    private static Fact yes(FactName name) {
        return new Fact(name, new Fact.Flag(true), "Identify");
    }

    private static Fact no(FactName name) {
        return new Fact(name, new Fact.Flag(false), "Identify");
    }

    private static DriveFacts with(DriveFacts told, FactName name, Fact.Value value) {
        List<Fact> facts = new ArrayList<>(told.facts());
        facts.add(new Fact(name, value, "Sanitize Status"));
        return DriveFacts.told(told.reach(), facts);
    }

    private static DriveFacts sanitizes() {
        return DriveFacts.told(
                Reach.DIRECT, List.of(yes(FactName.BLOCK_ERASE), no(FactName.CRYPTO_ERASE), no(FactName.OVERWRITE)));
    }

    private static Survey survey(Path path, DriveFacts told, Event.HiddenAreas hidden) {
        return survey(medium(path, new Attachment(Bus.NVME, "pcie", false, false, true)), told, hidden);
    }

    private static Medium medium(Path path, Attachment attachment) {
        return medium(path, "nvme9n1", "259:9", attachment);
    }

    private static Medium medium(Path path, String name, String number, Attachment attachment) {
        return new Medium(
                MediumKind.BLOCK,
                path,
                path,
                name,
                number,
                new Labels(Optional.of("Model"), Optional.of("S1"), Optional.empty(), Optional.empty()),
                attachment,
                new Geometry(BYTES, 512, 4096),
                false,
                false,
                7,
                MediumClass.FLASH,
                MediumClassSource.NONE,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                512,
                0);
    }

    private static Survey survey(Medium medium, DriveFacts told, Event.HiddenAreas hidden) {
        Path path = medium.path();
        MediumFacts facts = FactsOf.medium(medium, Optional.empty(), List.of());
        Outlook outlook = new Outlook(medium, facts, hidden, List.of(), told);
        Outlook.Under byDefault = outlook.under(
                        PolicyCatalogue.find("nist-clear").orElseThrow(), VerifyMode.FULL)
                .orElseThrow();
        Candidate candidate = byDefault.refusals().isEmpty()
                ? new Candidate.Ready(
                        path,
                        medium,
                        facts,
                        hidden,
                        byDefault.plan(),
                        "S1",
                        List.of(),
                        new Candidate.Places(new byte[0]),
                        List.of(),
                        Optional.empty(),
                        Candidate.Told.NOTHING)
                : new Candidate.Rejected(path, Optional.of(medium), byDefault.refusals());
        return new Survey(candidate, Optional.of(outlook));
    }
}
