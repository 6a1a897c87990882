package org.wangchuan.cli.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.cli.bench.EvidenceReport;
import org.wangchuan.cli.bench.PhoneEvidenceReport;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerdictService;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.proof.producer.SignedProducerStatement;

/** {@code verdict}: computes verdict and conformity again from the evidence alone. */
public final class EvidenceReplay implements VerdictService {

    /** The command's body. */
    public EvidenceReplay() {}

    @Override
    public ExitCode replay(Path file, List<Path> producerStatements, boolean json, Context context) throws UserError {

        byte[] bytes = InputFile.read(file, Evidence.BYTES_MAX);
        if (FileKind.isOfPhone(bytes)) {
            return replayPhone(file, bytes, producerStatements, json, context);
        }
        if (!producerStatements.isEmpty()) {
            throw UserError.of(ExitCode.USAGE, "PRODUCER_NO_PHONE", file);
        }
        try {
            EvidenceReport report = new EvidenceReport(Evidence.read(bytes));
            if (json) {
                context.console().result(CanonicalJson.writeText(report.json().build()));
            } else {
                report.print(file.toString(), context.console());
            }
            return report.exit();
        } catch (EvidenceException e) {

            UserError refused =
                    UserError.of(ExitCode.DOES_NOT_VERIFY, "EVIDENCE", file, String.valueOf(e.getMessage()));
            throw FileKind.insteadOf(file, bytes, Set.of(FileKind.EVIDENCE), refused);
        }
    }

    private static ExitCode replayPhone(
            Path file, byte[] bytes, List<Path> producerStatements, boolean json, Context context) throws UserError {
        List<SignedProducerStatement> statements = new ArrayList<>();
        for (Path one : producerStatements) {
            statements.add(Producers.read(one));
        }
        try {
            PhoneEvidence record = PhoneEvidence.read(bytes);
            PhoneEvidenceReport report = new PhoneEvidenceReport(record);
            if (json) {
                Json.Builder out = report.json();
                if (!statements.isEmpty()) {
                    out.put("producers", ProducerFits.json(record, statements));
                }
                context.console().result(CanonicalJson.writeText(out.build()));
            } else {
                report.print(file.toString(), context.console());
                ProducerFits.print(record, statements, context.console());
            }
            return report.exit();
        } catch (EvidenceException e) {
            throw UserError.of(ExitCode.DOES_NOT_VERIFY, "EVIDENCE", file, String.valueOf(e.getMessage()));
        }
    }
}
