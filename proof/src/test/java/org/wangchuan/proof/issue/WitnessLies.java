package org.wangchuan.proof.issue;

import static org.wangchuan.proof.issue.FixtureWorld.CONSUMERS;
import static org.wangchuan.proof.issue.FixtureWorld.NGO;
import static org.wangchuan.proof.issue.FixtureWorld.REGULATOR;
import static org.wangchuan.proof.issue.FixtureWorld.STARTED;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.note.Note;
import org.wangchuan.proof.note.NoteSignature;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.receipt.NotBefore;

/** Lies about who has seen the log, and when. */
final class WitnessLies {
    private WitnessLies() {}

    static void addTo(Lies lies) throws IOException {
        Job job = lies.job;
        SignedCheckpoint plain = job.world.log.checkpoint();
        lies.add(lies.lie(
                "unwitnessed-shown-as-witnessed",
                FailureCode.UNWITNESSED,
                "a receipt that calls itself a certificate: no witness has cosigned",
                lies.under(plain)));
        lies.add(lies.lie(
                "sock-puppet-witnesses",
                FailureCode.WITNESS_UNKNOWN,
                "witnesses that the operator made up",
                lies.under(lies.cosigned(puppet("friend-1.example"), puppet("friend-2.example")))));
        lies.add(lies.lie(
                "sock-puppets-with-real-names",
                FailureCode.WITNESS_UNKNOWN,
                "made-up witnesses that bear the names of real ones",
                lies.under(lies.cosigned(
                        puppet(REGULATOR.key().name()), puppet(CONSUMERS.key().name())))));
        lies.add(lies.lie(
                "real-names-with-real-key-ids",
                FailureCode.COSIGNATURE,
                "made-up signatures under the names and key ids of real witnesses",
                lies.under(new SignedCheckpoint(
                        plain.checkpoint(), new Note(plain.note().text(), idsStolen(lies))))));
        lies.add(lies.lie(
                "too-few-witnesses",
                FailureCode.QUORUM,
                "one witness where the policy asks for the regulator and one of society",
                lies.under(lies.cosigned(REGULATOR))));
        lies.add(lies.lie(
                "witnesses-without-the-regulator",
                FailureCode.QUORUM,
                "two witnesses, but not the one that the policy insists on",
                lies.under(lies.cosigned(CONSUMERS, NGO))));
        lies.add(lies.lie(
                "one-real-witness-and-a-sock-puppet",
                FailureCode.QUORUM,
                "a made-up witness fills the place of one that refused",
                lies.under(lies.cosigned(REGULATOR, puppet("friend-1.example")))));
        lies.add(lies.lie(
                "cosignature-of-another-size",
                FailureCode.COSIGNATURE,
                "cosignatures moved here from an earlier checkpoint",
                lies.under(CertificateIssuer.cosigned(plain, cosignatures(job.early)))));
        lies.add(lies.lie(
                "cosignature-of-another-root",
                FailureCode.COSIGNATURE,
                "cosignatures moved here from another branch of the log, of the same size",
                lies.under(CertificateIssuer.cosigned(plain, cosignatures(lies.fork("fork-1").cosigned)))));
        lies.add(lies.lie(
                "cosignature-with-another-time",
                FailureCode.COSIGNATURE,
                "the time of a cosignature moved back by a day",
                lies.under(CertificateIssuer.cosigned(plain, movedBack(lies.cosigned(REGULATOR, NGO))))));
        lies.add(lies.lie(
                "cosignature-from-the-future",
                FailureCode.TIME,
                "a witness's time is a year ahead",
                lies.under(FixtureWorld.cosign(plain, STARTED.plusSeconds(365 * 86_400L), List.of(REGULATOR, NGO)))));
        lies.add(lies.lie(
                        "stale-checkpoint",
                        FailureCode.STALE,
                        "witnessed before the time that the verifier accepts",
                        lies.bare())
                .expecting(Optional.empty(), Optional.of(Duration.ofHours(1)), Optional.empty()));
        lies.add(lies.lie(
                        "certificate-under-a-list-without-witnesses",
                        FailureCode.WITNESS_POLICY,
                        "witnessed, but the verifier's trust list names no witness that could count",
                        lies.bare())
                .under("trust-without-witnesses"));
        addAboutRanges(lies);
        addAboutTime(lies);
        addSelfMade(lies);
    }

    /** Witnesses count where the log was as large as the list says, and nowhere else. */
    private static void addAboutRanges(Lies lies) {
        Cosigner next = new Cosigner("next.example", FixtureWorld.key("next"));
        lies.add(lies.lie(
                        "witnesses-whose-time-was-over",
                        FailureCode.WITNESS_UNKNOWN,
                        "witnesses of before under a checkpoint of the size from which on others count",
                        lies.bare())
                .under("trust-rotated-too-early"));
        lies.add(lies.lie(
                        "witnesses-before-their-time",
                        FailureCode.WITNESS_UNKNOWN,
                        "witnesses of today under a checkpoint from before they counted",
                        lies.under(lies.cosigned(next)))
                .under("trust-rotated"));
        lies.add(lies.lie(
                        "certificate-in-a-gap-between-witnesses",
                        FailureCode.WITNESS_POLICY,
                        "a checkpoint of a size at which no witnesses counted, by those before and after",
                        lies.bare())
                .under("trust-with-a-gap"));
        lies.add(lies.lie(
                        "not-before-by-witnesses-of-later",
                        FailureCode.WITNESS_UNKNOWN,
                        "the earlier checkpoint was cosigned by witnesses that counted only later",
                        lies.job.certificate)
                .under("trust-rotated-after-its-start"));
    }

    private static void addAboutTime(Lies lies) throws IOException {
        Job job = lies.job;
        Certificate honest = job.certificate;
        lies.add(lies.lie(
                "not-before-by-another-note",
                FailureCode.NOT_BEFORE,
                "a later checkpoint in place of the one that the statement names",
                Lies.withNotBefore(honest, new NotBefore(job.cosigned, List.of()))));
        lies.add(lies.lie(
                "not-before-cosigned-again",
                FailureCode.NOT_BEFORE,
                "the tree that the statement names, cosigned once more at another time",
                Lies.withNotBefore(
                        honest,
                        new NotBefore(
                                FixtureWorld.cosign(plainOf(job.early), STARTED.minusSeconds(60), Lies.everybody()),
                                job.notBefore.hashes()))));
        lies.add(lies.lie(
                "not-before-without-its-proof",
                FailureCode.CONSISTENCY,
                "an earlier checkpoint, and nothing that shows that the log went on from there",
                Lies.withNotBefore(honest, new NotBefore(job.early, List.of()))));
        lies.add(lies.lie(
                "not-before-unwitnessed",
                FailureCode.UNWITNESSED,
                "the earlier checkpoint that the statement names was never cosigned",
                lies.job("early-unwitnessed", j -> j.earlyWitnesses = List.of()).certificate));
        lies.add(lies.lie(
                "not-before-by-sock-puppets",
                FailureCode.WITNESS_UNKNOWN,
                "the earlier checkpoint that the statement names was cosigned by made-up witnesses",
                lies.job("early-puppets", j -> j.earlyWitnesses = List.of(puppet("friend-1.example"))).certificate));
        lies.add(lies.lie(
                "backdated",
                FailureCode.BACKDATED,
                "a statement of last month that knows a checkpoint of today",
                lies.job("backdated", j -> {
                            j.startAt = STARTED.minusSeconds(30 * 86_400L);
                            j.clearingAt = STARTED.minusSeconds(29 * 86_400L);
                        })
                        .certificate));
        lies.add(lies.lie(
                "backdated-start",
                FailureCode.BACKDATED,
                "a start of last month that knows a checkpoint of today",
                lies.job("backdated-start", j -> j.startAt = STARTED.minusSeconds(30 * 86_400L)).certificate));
        lies.add(lies.lie(
                "dated-after-it-was-witnessed",
                FailureCode.TIME,
                "a statement that is dated two days after witnesses had seen it",
                lies.job("postdated", j -> {
                            j.startAt = STARTED.minusSeconds(2_000);
                            j.clearingAt = STARTED.plusSeconds(86_400 + 4_000);
                            j.witnessedAt = STARTED.minusSeconds(1_000);
                        })
                        .certificate));
    }

    private static void addSelfMade(Lies lies) throws IOException {
        Job own = new Job(lies.world(new FixtureWorld(
                        lies.folder.resolve("own"),
                        FixtureWorld.key("forger"),
                        new NoteSigner("log.example/forger", FixtureWorld.key("forger log")),
                        3)))
                .run();
        lies.add(lies.lie(
                        "self-minted-with-everything-its-own",
                        FailureCode.UNWITNESSED,
                        "a stranger's station and log, with real witnesses: anybody could have made it",
                        own.certificate)
                .asStrangers());
        Job borrowed = new Job(lies.world(new FixtureWorld(
                        lies.folder.resolve("borrowed"),
                        FixtureWorld.key("forger"),
                        new NoteSigner(FixtureWorld.ORIGIN, FixtureWorld.key("forger log")),
                        3)))
                .run();
        lies.add(lies.lie(
                "self-minted-under-the-real-logs-name",
                FailureCode.NOTE_SIGNATURE,
                "a stranger's log that bears the name of a real one",
                borrowed.certificate));
        Job stolen = new Job(lies.world(new FixtureWorld(
                        lies.folder.resolve("stolen"),
                        FixtureWorld.key("station"),
                        new NoteSigner("log.example/forger", FixtureWorld.key("forger log")),
                        3)))
                .run();
        lies.add(lies.lie(
                        "known-station-in-a-log-of-its-own",
                        FailureCode.LOG_UNKNOWN,
                        "the station's real key, in a log that the list says nothing of",
                        stolen.certificate)
                .asStrangers());
        lies.add(lies.lie(
                        "known-station-in-its-log-for-receipts",
                        FailureCode.UNWITNESSED,
                        "a certificate, with real witnesses, under a log that the list has for receipts alone",
                        stolen.certificate)
                .under("trust-with-a-log-for-receipts")
                .asStrangers());
    }

    private static Cosigner puppet(String name) {
        return new Cosigner(name, FixtureWorld.key("puppet " + name));
    }

    private static SignedCheckpoint plainOf(SignedCheckpoint cosigned) {
        return new SignedCheckpoint(
                cosigned.checkpoint(),
                new Note(
                        cosigned.note().text(),
                        List.of(cosigned.note().signatures().getFirst())));
    }

    private static List<NoteSignature> cosignatures(SignedCheckpoint checkpoint) {
        List<NoteSignature> lines = checkpoint.note().signatures();
        return lines.subList(1, lines.size());
    }

    private static List<NoteSignature> idsStolen(Lies lies) {
        List<NoteSignature> out =
                new ArrayList<>(List.of(lies.cosigned().note().signatures().getFirst()));
        for (Cosigner real : List.of(NGO, REGULATOR)) {
            NoteSignature forged = puppet(real.key().name())
                    .cosign(
                            lies.job.cosigned.note().text(),
                            STARTED.plusSeconds(1_200).getEpochSecond());
            out.add(new NoteSignature(real.key().name(), real.key().id(), forged.signature()));
        }
        return out;
    }

    private static List<NoteSignature> movedBack(SignedCheckpoint checkpoint) {
        List<NoteSignature> out = new ArrayList<>();
        for (NoteSignature line : cosignatures(checkpoint)) {
            byte[] timed = line.signature();
            timed[5]--; // 65 536 seconds
            out.add(new NoteSignature(line.name(), line.keyId(), timed));
        }
        return out;
    }
}
