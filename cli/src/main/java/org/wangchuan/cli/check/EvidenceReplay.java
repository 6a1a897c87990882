package org.wangchuan.cli.check;

import java.nio.file.Path;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.cli.bench.EvidenceReport;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerdictService;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;

/** {@code verdict}: computes verdict and conformity again from the evidence alone. */
public final class EvidenceReplay implements VerdictService {

    /** The command's body. */
    public EvidenceReplay() {}

    @Override
    public ExitCode replay(Path file, boolean json, Context context) throws UserError {
        try {
            EvidenceReport report = new EvidenceReport(Evidence.read(InputFile.read(file, Evidence.BYTES_MAX)));
            if (json) {
                context.console().result(CanonicalJson.writeText(report.json().build()));
            } else {
                report.print(file.toString(), context.console());
            }
            return report.exit();
        } catch (EvidenceException e) {
            throw UserError.of(ExitCode.DOES_NOT_VERIFY, "EVIDENCE", OneLine.of(String.valueOf(e.getMessage())))
                    .withHint("this is not a complete, unaltered record of one erasure");
        }
    }
}
