package org.wangchuan.cli.check;

import java.nio.file.Path;
import java.util.HexFormat;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.PageService;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.page.VerificationPage;
import org.wangchuan.proof.encoding.Bytes32;

/** {@code page}: the verification page as a file, and its digest. */
public final class PageFile implements PageService {

    /** The command's body. */
    public PageFile() {}

    @Override
    public ExitCode write(Path file, Context context) throws UserError {
        byte[] page = VerificationPage.bytes();
        NewFile.write(file, page);
        String digest = HexFormat.of().formatHex(Bytes32.sha256(page).toBytes());
        context.console().result(digest + "  " + OneLine.of(file.toString()));
        context.console().note(context.console().messages().text("page.written"));
        return ExitCode.OK;
    }
}
