package org.wangchuan.cli.check;

import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.TrustService.SignRequest;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustHistory;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.station.home.FileForPeople;
import org.wangchuan.station.issue.BooksRefusedException;
import org.wangchuan.station.issue.PlausibleClock;
import org.wangchuan.witness.client.WitnessAddress;
import org.wangchuan.witness.config.ConfigException;
import org.wangchuan.witness.config.LogKeyFile;
import org.wangchuan.witness.config.TrustDraft;

/**
 * {@code trust sign}: from a draft to a list, or to the next version of the one that is there. What is written was verified before as
 * whoever imports it will; a draft that is refused writes nothing.
 */
final class TrustSigning {
    private final SignRequest request;
    private final Console console;

    TrustSigning(SignRequest request, Console console) {
        this.request = request;
        this.console = console;
    }

    ExitCode sign() throws UserError {
        TrustDraft draft = readDraft();
        NoteSigner signer = readKey();
        Optional<SignedTrustList> held = held(signer.verifierKey());
        long version = held.map(before -> before.list().version() + 1).orElse(1L);
        TrustList next = list(draft, version, signer.verifierKey());
        if (held.isPresent() && says(draft, held.get().list())) {
            told("trust.sign-unchanged", held.get().list());
            return ExitCode.OK;
        }
        SignedTrustList signed = verified(TrustListIssuer.sign(next, signer), held);
        if (!request.isTrial()) {
            write(signed, held.isPresent());
        }
        told(request.isTrial() ? "trust.sign-trial" : "trust.sign-done", next);
        tellChanges(held, next);
        return ExitCode.OK;
    }

    private TrustList list(TrustDraft draft, long version, VerifierKey signer) throws UserError {
        long now = now();
        try {
            return draft.toList(version, now, signer);
        } catch (IllegalArgumentException e) {
            throw UserError.of(
                    ExitCode.USAGE,
                    "TRUST_DRAFT",
                    request.draft(),
                    "producers that are nobody else, and a signer that is no station or log",
                    String.valueOf(e.getMessage()));
        }
    }

    private TrustDraft readDraft() throws UserError {
        try {
            TrustDraft draft = TrustDraft.read(request.draft());
            for (TrustDraft.NamedPolicy named : draft.policies()) {
                for (String address : named.policy().addresses().values()) {
                    if (WitnessAddress.parse(address).isEmpty()) {
                        // Not shown: it may be the one with a password in it.
                        throw UserError.of(ExitCode.USAGE, "TRUST_DRAFT.address", named.where());
                    }
                }
            }
            return draft;
        } catch (ConfigException e) {
            throw UserError.of(ExitCode.USAGE, "TRUST_DRAFT", e.where(), e.expected(), e.found());
        }
    }

    private NoteSigner readKey() throws UserError {
        try {
            return LogKeyFile.read(request.key(), LogKeyFile.Use.TRUST);
        } catch (ConfigException e) {
            throw UserError.of(ExitCode.USAGE, "TRUST_KEY", e.where(), e.expected(), e.found());
        }
    }

    private Optional<SignedTrustList> held(VerifierKey signer) throws UserError {
        if (!Files.exists(request.out())) {
            return Optional.empty();
        }
        SignedTrustList held = TrustStore.parse(request.out());
        if (!held.list().signer().equals(signer)) {
            throw UserError.of(
                    ExitCode.REFUSED,
                    "TRUST_SIGNER.sign",
                    request.out(),
                    held.list().signer(),
                    signer);
        }
        return Optional.of(held);
    }

    private static long now() throws UserError {
        try {
            return new PlausibleClock(InstantSource.system()).now().getEpochSecond();
        } catch (BooksRefusedException e) {
            throw Failures.of(e);
        }
    }

    /** Apart from the version and its time. */
    private static boolean says(TrustDraft draft, TrustList list) {
        return draft.toList(list.version(), list.issuedAtSeconds(), list.signer())
                .equals(list);
    }

    private SignedTrustList verified(SignedTrustList signed, Optional<SignedTrustList> held) throws UserError {
        try {
            SignedTrustList read = SignedTrustList.parse(signed.toBytes());
            if (held.isPresent()) {
                read.requireSuccessorOf(held.get());
            }
            return read;
        } catch (VerificationException e) {
            if (e.code() == FailureCode.TRUST_REWRITTEN) {
                throw UserError.coded(
                        ExitCode.REFUSED,
                        e.code().name(),
                        "TRUST_DRAFT.rewritten",
                        request.draft(),
                        request.out(),
                        e.where(),
                        e.expected(),
                        e.found());
            }
            throw Failures.of(ExitCode.USAGE, request.draft(), e);
        }
    }

    /** Through a link to where the list is: what took the link's place would be another file than the one that was read. */
    private void write(SignedTrustList signed, boolean replaces) throws UserError {
        if (!replaces) {
            NewFile.write(request.out(), signed.toBytes());
            return;
        }
        try {
            FileForPeople.replace(request.out().toRealPath(), signed.toBytes());
        } catch (IOException e) {
            throw UserError.of(
                    ExitCode.USAGE, "CANNOT_WRITE", request.out(), e.getClass().getSimpleName());
        }
    }

    private void told(String words, TrustList list) {
        console.result(console.messages()
                .text(
                        words,
                        request.out(),
                        list.version(),
                        OneLine.of(list.signer().toString())));
    }

    private void tellChanges(Optional<SignedTrustList> held, TrustList next) {
        TrustList before = held.map(SignedTrustList::list)
                .orElseGet(() -> new TrustList(
                        next.version(),
                        next.issuedAtSeconds(),
                        next.signer(),
                        List.of(),
                        next.witnessPolicy(),
                        next.offlineSecondsMax(),
                        List.of()));
        List<String> lines = TrustReport.changes(TrustHistory.changes(before, next), console.messages());
        lines.forEach(console::note);
        if (lines.isEmpty()) {
            console.note(console.messages().text("trust.sign-no-change"));
        }
        if (next.policy().isEmpty()) {
            console.note(console.messages().text("trust.sign-no-witnesses"));
        }
    }
}
