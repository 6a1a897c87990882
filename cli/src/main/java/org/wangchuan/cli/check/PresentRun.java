package org.wangchuan.cli.check;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.PresentService;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.paper.PaperException;
import org.wangchuan.print.CertificatePaper;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.certificate.Presentation;
import org.wangchuan.proof.statement.Phone;
import org.wangchuan.proof.statement.PhoneWork;
import org.wangchuan.proof.statement.ProducersShown;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Work;
import org.wangchuan.proof.verify.VerifiedCertificate;

/** {@code present}: a certificate with fewer facts, checked as a stranger would before it is written. */
public final class PresentRun implements PresentService {
    private static final Set<FileKind> KINDS = Set.of(FileKind.CERTIFICATE, FileKind.PAPER);
    private static final int BYTES_MAX = 16 << 20;

    /** The command's body. */
    public PresentRun() {}

    /** What is written, and what was found of it. */
    private record Made(Certificate certificate, Optional<byte[]> paper, Proven proven) {}

    @Override
    public ExitCode present(Request request, Context context) throws UserError {
        byte[] bytes = InputFile.read(request.file(), BYTES_MAX);
        Certificate held;
        Made made;
        try {
            held = read(request.file(), bytes);
            requireThere(request, held);
            made = made(request, held, context);
        } catch (VerificationException e) {
            throw FileKind.insteadOf(request.file(), bytes, KINDS, Failures.of(request.file(), e));
        } catch (PaperException e) {
            throw Failures.of(request.file(), e);
        }
        write(request, made);
        PresentReport report = new PresentReport(request, shownIn(held), made.proven());
        if (request.json()) {
            context.console()
                    .result(CanonicalJson.writeText(Json.object()
                            .put("results", new JsonValue.Array(List.of(report.json())))
                            .build()));
        } else {
            report.print(context.console());
        }
        return report.exit();
    }

    /** Both files or none, as far as that can be known beforehand. */
    private static void write(Request request, Made made) throws UserError {
        byte[] certificate = made.certificate().toBytes();
        NewFile.requireFree(request.out(), certificate);
        if (request.paper().isPresent() && made.paper().isPresent()) {
            NewFile.requireFree(request.paper().get(), made.paper().get());
            NewFile.write(request.out(), certificate);
            NewFile.write(request.paper().get(), made.paper().get());
        } else {
            NewFile.write(request.out(), certificate);
        }
    }

    private static Certificate read(Path file, byte[] bytes) throws VerificationException, PaperException, UserError {
        if (!Paper.looksLikeOne(bytes)) {
            return Certificate.parse(bytes);
        }
        Paper paper = Paper.open(bytes);
        if (!paper.isCertificate()) {
            throw FileKind.RECEIPT.instead(file);
        }
        Certificate certificate = Certificate.parse(paper.record());
        paper.requireRenderedFrom(certificate);
        return certificate;
    }

    /** What is asked for and not there is told, so that nobody believes that it was passed on. */
    private static void requireThere(Request request, Certificate held) throws UserError {
        Set<Fact> there = shownIn(held);
        for (Fact fact : Fact.values()) {
            if (request.shown().contains(fact) && !there.contains(fact)) {
                throw UserError.of(
                        ExitCode.REFUSED, "NOT_SHOWN", request.file(), new UserError.Phrase("present.fact." + fact));
            }
        }
    }

    private static Made made(Request request, Certificate held, Context context)
            throws VerificationException, PaperException, UserError {
        Set<String> kept = Stream.concat(
                        Stream.of(Target.CLAIM, Phone.CLAIM),
                        request.shown().stream()
                                .filter(fact -> fact != Fact.PRESENCE)
                                .flatMap(PresentRun::kept))
                .collect(Collectors.toSet());
        // By the bytes that would be written, as a stranger would.
        Certificate made =
                Certificate.parse(Presentation.of(held, kept, request.shown().contains(Fact.PRESENCE))
                        .toBytes());
        StatusLists lists = StatusLists.read(request.statusLists(), Optional.empty());
        Proven proven = Proven.of(made, FileVerify.trustLists(request.trust(), context), Optional.empty(), lists);
        requireStatus(request, proven, lists);
        PolicyCheck.require(request.file(), proven.receipt().clearing());
        FactsCheck.require(request.file(), proven.receipt().clearing());
        // Without the evidence, which holds every fact.
        Optional<byte[]> paper = request.paper().isPresent()
                ? Optional.of(CertificatePaper.render(made, Optional.empty()))
                : Optional.empty();
        return new Made(made, paper, proven);
    }

    /** What makers state of a phone rests on how it was erased, and goes with it. */
    private static Stream<String> kept(Fact fact) {
        return fact == Fact.WORK ? Stream.concat(claims(fact), Stream.of(ProducersShown.CLAIM)) : claims(fact);
    }

    /** The disclosures that hold a fact: how a phone was erased has its own. */
    private static Stream<String> claims(Fact fact) {
        return fact == Fact.WORK ? Stream.of(Work.CLAIM, PhoneWork.CLAIM) : Stream.of(fact.toString());
    }

    /** Whoever brought a list wants to know that the certificate holds by it: where it can't say, nothing is written. */
    private static void requireStatus(Request request, Proven proven, StatusLists lists) throws UserError {
        if (request.statusLists().isEmpty()) {
            return;
        }
        lists.requireAllUsed();
        if (!proven.isTrusted()) {
            throw UserError.of(ExitCode.UNTRUSTED, "STATUS_STRANGER", request.file());
        }
        if (proven.certificate().flatMap(VerifiedCertificate::status).isEmpty()) {
            throw UserError.of(ExitCode.DOES_NOT_VERIFY, "STATUS_OLDER", request.file());
        }
    }

    /** The facts that a certificate shows beyond its device, in either of its statements. */
    private static Set<Fact> shownIn(Certificate certificate) {
        Set<Fact> out = EnumSet.noneOf(Fact.class);
        Set<String> names = Stream.of(
                        certificate.receipt().clearing(), certificate.receipt().start())
                .flatMap(logged -> logged.statement().disclosures().stream())
                .map(disclosure -> disclosure.name())
                .collect(Collectors.toSet());
        for (Fact fact : Fact.values()) {
            if (fact == Fact.PRESENCE
                    ? !certificate.presence().isEmpty()
                    : claims(fact).anyMatch(names::contains)) {
                out.add(fact);
            }
        }
        return out;
    }
}
