package org.wangchuan.station.erase;

import java.nio.file.Path;
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
import org.wangchuan.engine.medium.WriteCache;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.medium.told.NotAsked;
import org.wangchuan.engine.medium.told.Reach;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;

/** Looks at model drives: an NVMe device of one namespace, as NVM Express has it tell of itself. */
public final class MadeOutlook {
    private static final long BYTES = 512L << 30;

    private MadeOutlook() {}

    /** It can sanitize by block erase (SANICAP), and its one namespace is all that it has. */
    public static Survey ofNvmeThatSanitizes(Path path) {
        return survey(path, sanitizes(), new Event.HiddenAreas(Event.HiddenState.NONE, 0, "none", List.of()));
    }

    /** The same, where capacity is left that no namespace has: overwriting does not reach it. */
    public static Survey ofNvmeWithDeletedNamespaces(Path path) {
        return survey(
                path, sanitizes(), new Event.HiddenAreas(Event.HiddenState.FOUND, 1L << 30, "unallocated", List.of()));
    }

    /** Something had it open when it was to be asked. */
    public static Survey ofNvmeInUse(Path path) {
        return survey(
                path,
                DriveFacts.silent(Reach.DIRECT, NotAsked.IN_USE, ""),
                new Event.HiddenAreas(Event.HiddenState.NONE, 0, "none", List.of()));
    }

    private static DriveFacts sanitizes() {
        return DriveFacts.told(
                Reach.DIRECT,
                List.of(
                        new Fact(FactName.BLOCK_ERASE, new Fact.Flag(true), "Identify"),
                        new Fact(FactName.CRYPTO_ERASE, new Fact.Flag(false), "Identify"),
                        new Fact(FactName.OVERWRITE, new Fact.Flag(false), "Identify")));
    }

    private static Survey survey(Path path, DriveFacts told, Event.HiddenAreas hidden) {
        Medium medium = new Medium(
                MediumKind.BLOCK,
                path,
                path,
                "nvme9n1",
                "259:9",
                new Labels(Optional.of("Model"), Optional.of("S1"), Optional.empty(), Optional.empty()),
                new Attachment(Bus.NVME, "pcie", false, false, true),
                new Geometry(BYTES, 512, 4096),
                false,
                false,
                7,
                WriteCache.WRITE_BACK,
                MediumClass.FLASH,
                MediumClassSource.NONE,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                512,
                0);
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
