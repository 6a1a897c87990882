package org.wangchuan.proof.issue;

import static org.wangchuan.proof.issue.FixtureWorld.NGO;
import static org.wangchuan.proof.issue.FixtureWorld.REGULATOR;
import static org.wangchuan.proof.issue.FixtureWorld.STARTED;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.statement.RevocationReason;
import org.wangchuan.proof.status.StatusFile;
import org.wangchuan.proof.status.StatusList;
import org.wangchuan.proof.status.StatusList.State;

/** Lies about whether a statement still holds. */
final class StatusLies {
    private StatusLies() {}

    static void addTo(Lies lies) throws IOException {
        lies.add(lies.lie(
                "revoked",
                FailureCode.REVOKED,
                "its own stapled list says that it was revoked",
                lies.job("revoked", j -> j.state = State.REVOKED).certificate));
        lies.add(lies.lie(
                "superseded",
                FailureCode.SUPERSEDED,
                "the drive was erased again, and the later certificate counts",
                lies.job("superseded", j -> j.state = State.SUPERSEDED).certificate));
        lies.add(lies.lie(
                "corrected",
                FailureCode.CORRECTED,
                "it was wrong in something, and a later one says it right",
                lies.job("corrected", j -> j.state = State.CORRECTED).certificate));
        addLater(lies);
        addEarlier(lies);
        addOtherLists(lies);
    }

    private static void addEarlier(Lies lies) throws IOException {
        Job job = lies.job("listed-before", j -> j.isListedBefore = true);
        StatusFile before =
                job.world.statusFile(job.listedBefore, job.oldList, job.cosigned, Optional.of(job.notBefore));
        lies.add(lies.lie(
                        "status-list-from-before-the-statement",
                        FailureCode.STALE,
                        "a list that is proved to be fresh enough, but was logged before the statement was",
                        Lies.withStatus(job.certificate, before))
                .expecting(Optional.empty(), Optional.empty(), Optional.of(Duration.ofDays(30))));
    }

    private static void addLater(Lies lies) throws IOException {
        Job job = lies.job("revoked-later", _ -> {});
        FixtureWorld world = job.world;
        world.log(world.issuer.revocation(
                world.chain,
                world.uuid(),
                STARTED.plusSeconds(3_000),
                job.clearing.sdJwt(),
                RevocationReason.DATA_FOUND));
        world.book.set(job.place, State.REVOKED);
        IssuedStatement listing = world.statusList(STARTED.plusSeconds(3_100));
        StatusFile revoking = world.statusFile(
                listing,
                world.book.list(),
                world.cosigned(STARTED.plusSeconds(3_200), List.of(REGULATOR, NGO)),
                Optional.of(world.notBefore(job.early)));
        lies.statuses.put("status-revoking", revoking);
        lies.add(lies.lie(
                        "revoked-after-its-list-was-stapled",
                        FailureCode.REVOKED,
                        "the stapled list is older than the revocation; the verifier has got a newer one",
                        job.certificate)
                .withFresh("status-revoking"));
        StatusFile old = world.statusFile(
                job.oldListing,
                job.oldList,
                world.cosigned(STARTED.plusSeconds(3_200), List.of(REGULATOR, NGO)),
                Optional.empty());
        lies.add(lies.lie(
                        "old-status-list-under-a-fresh-checkpoint",
                        FailureCode.STALE,
                        "a list from before the revocation, proved under a checkpoint of today",
                        Lies.withStatus(job.certificate, old))
                .expecting(Optional.empty(), Optional.empty(), Optional.of(Duration.ofDays(1))));
        lies.add(lies.lie(
                        "without-a-status-list",
                        FailureCode.STALE,
                        "leaves out the list that would say that it was revoked",
                        CertificateIssuer.certificate(job.receipt, job.cosigned))
                .expecting(Optional.empty(), Optional.empty(), Optional.of(Duration.ofDays(30))));
    }

    private static void addOtherLists(Lies lies) throws IOException {
        Job job = lies.job("other-lists", _ -> {});
        FixtureWorld world = job.world;
        StatusList unrelated = StatusList.allValid(new UUID(1, 2), StatusList.ENTRIES_MIN);
        IssuedStatement listing =
                world.log(world.issuer.statusList(world.chain, world.uuid(), STARTED.plusSeconds(1_000), unrelated));
        var cosigned = world.cosigned(STARTED.plusSeconds(1_300), List.of(REGULATOR, NGO));
        lies.add(lies.lie(
                "another-status-list",
                FailureCode.STATUS,
                "a list in which the statement has no place",
                Lies.withStatus(
                        lies.job.certificate, world.statusFile(listing, unrelated, cosigned, Optional.empty()))));
        lies.add(lies.lie(
                "status-list-that-is-not-witnessed",
                FailureCode.UNWITNESSED,
                "a list in a branch of the log that nobody else has seen",
                Lies.withStatus(
                        lies.job.certificate,
                        world.statusFile(job.listing, world.book.list(), world.log.checkpoint(), Optional.empty()))));
        StatusFile honest = lies.job.status;
        lies.add(lies.lie(
                "status-list-with-other-bits",
                FailureCode.STATUS,
                "a revocation taken back in the list, but not in the log",
                Lies.withStatus(
                        lies.job("hidden", j -> j.state = State.REVOKED).certificate,
                        new StatusFile(
                                honest.list(),
                                lies.job("hidden-2", j -> j.state = State.REVOKED)
                                        .status
                                        .statement(),
                                Optional.empty(),
                                honest.hint()))));
        Job foreign = new Job(lies.world(new FixtureWorld(
                        lies.folder.resolve("foreign-list"),
                        FixtureWorld.key("other station"),
                        new NoteSigner("log.example/other", FixtureWorld.key("other log")),
                        1)))
                .run();
        lies.add(lies.lie(
                "status-list-by-another-operator",
                FailureCode.STATUS,
                "another operator says that the statement holds",
                Lies.withStatus(lies.job.certificate, foreign.status)));
    }
}
