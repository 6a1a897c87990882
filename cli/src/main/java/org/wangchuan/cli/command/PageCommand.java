package org.wangchuan.cli.command;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.PageService;
import org.wangchuan.cli.service.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code wangchuan page}. */
@Command(
        name = "page",
        header = "Write the page that checks receipts and certificates in a browser.",
        description =
                "One HTML file for those who have no Wangchuan: it works from a USB stick, without a network, and sends nothing "
                        + "anywhere. Its SHA-256 is printed as sha256sum does; publish it where others can compare it.",
        footer = {
            "@|bold Examples:|@",
            "  ./wangchuan page",
            "  ./wangchuan page --out /media/stick/verify.html",
            "",
            ExitCodes.HEADING,
            "   0  the page is written, or was there already",
            "   1  the command line was not understood, or the file can't be written",
            "   3  another file is there; it was left alone",
            ExitCodes.INTERNAL,
        })
final class PageCommand extends Verb {
    private final Supplier<PageService> service;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "verify.html",
            description = "Where to write it; without this option, verify.html.")
    private Path out = Path.of("verify.html");

    PageCommand(Function<Boolean, Context> contexts, Supplier<PageService> service) {
        super(contexts);
        this.service = service;
    }

    @Override
    ExitCode run(Context context) throws UserError {
        return service.get().write(out, context);
    }
}
