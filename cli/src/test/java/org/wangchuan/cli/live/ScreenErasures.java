package org.wangchuan.cli.live;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.EventWriter;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.proof.statement.Asset;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.issue.StationBooks.Purpose;
import org.wangchuan.station.receipt.ClaimsOfEvidence;

/**
 * What erasures at the screen leave in the folder for receipts: signed by real books, with records from which the very answers follow.
 *
 * @param folder for receipts
 */
record ScreenErasures(Path folder) {
    private static final long CAPACITY = 1 << 20;

    /**
     * A drive that was erased.
     *
     * @param isRead whether it was read back as far as it should have been
     */
    record Drive(Optional<String> serial, boolean isRead) {
        static Drive good(String serial) {
            return new Drive(Optional.of(serial), true);
        }
    }

    /** The receipt and its evidence; the file of the receipt. */
    Path put(String name, StationHome signer, Instant at, Drive drive) throws Exception {
        return put(name, signer, at, drive, Purpose.REAL, Optional.empty());
    }

    Path put(String name, StationHome signer, Instant at, Drive drive, Purpose purpose, Optional<String> tag)
            throws Exception {
        Evidence evidence = evidence(drive, at);
        StationBooks books = StationBooks.open(signer, InstantSource.fixed(at));
        UUID start = UUID.randomUUID();
        UUID clearing = UUID.randomUUID();
        books.start(start, Disclosed.ofStart(ClaimsOfEvidence.target(facts(drive)), tag.map(Asset::new)), purpose);
        books.clearing(
                clearing, ClaimsOfEvidence.claims(evidence, start), ClaimsOfEvidence.disclosed(evidence, tag), purpose);
        Files.createDirectories(folder);
        Files.write(folder.resolve(name + ".evidence.jsonl"), evidence.bytes());
        return Files.write(
                folder.resolve(name + ".receipt.json"),
                books.receiptOf(clearing).toBytes());
    }

    /** Another station of the very keys, whose log begins anew: as whoever has copied them begins it. */
    static StationHome copied(StationHome of, Path to) throws Exception {
        StationHome copy = new StationHome(to);
        Files.createDirectories(to);
        for (Path key : List.of(of.key(), of.logKey())) {
            String first = Files.readAllLines(key, StandardCharsets.US_ASCII).getFirst();
            Files.writeString(to.resolve(key.getFileName()), first + "\n", StandardCharsets.US_ASCII);
        }
        return copy;
    }

    private static MediumFacts facts(Drive drive) {
        return new MediumFacts(
                "sda",
                Optional.of("A Drive"),
                drive.serial(),
                Optional.of("01.01"),
                Optional.empty(),
                "ata",
                CAPACITY,
                512,
                MediumClass.MAGNETIC,
                Optional.empty(),
                MediumFacts.Scope.WHOLE_MEDIUM,
                List.of());
    }

    private static Evidence evidence(Drive drive, Instant at) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Event event : events(drive, at.toString())) {
            Event next = event instanceof Event.Committed committed
                    ? new Event.Committed(sha256(out.toByteArray()), committed.beacon())
                    : event;
            out.writeBytes(EventWriter.line(next));
            out.write('\n');
        }
        return Evidence.read(out.toByteArray());
    }

    private static List<Event> events(Drive drive, String at) throws Exception {
        Policy policy = PolicyCatalogue.find("gb-46864-2025").orElseThrow();
        List<PassSpec> passes = policy.passesFor(MediumClass.MAGNETIC);
        List<Event> out = new ArrayList<>();
        out.add(new Event.Opened("job-1", "wangchuan test", at));
        out.add(new Event.PolicyChosen(policy.document()));
        out.add(new Event.MediumSeen(facts(drive)));
        out.add(hidden(at));
        out.add(new Event.PlanChosen(MediumClass.MAGNETIC, passes, VerifyMode.FULL));
        for (int pass = 1; pass <= passes.size(); pass++) {
            PassSpec spec = passes.get(pass - 1);
            Optional<String> secretDigest = switch (spec.pattern()) {
                case ZERO, ONE, FIXED -> Optional.empty();
                case STAMPED, RANDOM -> Optional.of(sha256(new byte[] {(byte) pass}));
            };
            out.add(new Event.PassStarted(pass, spec.pattern(), secretDigest, at));
            out.add(new Event.PassFinished(pass, Event.PassEnd.COMPLETED, CAPACITY, List.of(), 10, 0, 1, at));
            if (spec.verify()) {
                out.add(new Event.Committed("", Optional.of("00ff")));
                out.add(new Event.VerificationStarted(pass, VerifyMode.FULL, Optional.empty(), 0, at));
                out.add(new Event.VerificationFinished(
                        pass,
                        Event.VerificationEnd.COMPLETED,
                        ReadPath.DIRECT,
                        drive.isRead() ? CAPACITY : CAPACITY / 2,
                        drive.isRead() ? CAPACITY : CAPACITY / 2,
                        0,
                        List.of(),
                        List.of(),
                        10,
                        at));
            }
        }
        out.add(new Event.Rechecked(List.of()));
        out.add(new Event.Residue(Event.ResidueState.NOT_RUN));
        out.add(new Event.Closed(at));
        return out;
    }

    /** A drive that has no feature set that could hide a block. */
    private static Event.HiddenAreas hidden(String at) {
        ByteBuffer words = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        words.putInt(2 * 60, (int) (CAPACITY / 512));
        words.putShort(2 * 83, (short) 0x4000);
        DeviceCommand identify = new DeviceCommand(
                "IDENTIFY_DEVICE (ECh)",
                "85080e0000000100000000000040ec00",
                Instant.parse(at),
                3,
                new DeviceCommand.Completed(0, 0, 0, "", HexFormat.of().formatHex(words.array())));
        return new Event.HiddenAreas(Event.HiddenState.NONE, 0, "no feature set that hides blocks", List.of(identify));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
