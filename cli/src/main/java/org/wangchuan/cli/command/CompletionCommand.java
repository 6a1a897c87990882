package org.wangchuan.cli.command;

import java.util.function.Function;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wangchuan completion bash|zsh}. */
@Command(
        name = "completion",
        header = "Print a script that completes commands and options in bash or zsh.",
        footer = {
            "@|bold Examples:|@",
            "  source <(./wangchuan completion bash)",
            "  source <(./wangchuan completion zsh)",
        })
final class CompletionCommand extends Verb {
    /** The shells that the script is for; zsh runs the same script through its bashcompinit. */
    enum Shell {
        bash,
        zsh
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "bash|zsh", description = "The shell.")
    private Shell shell = Shell.bash;

    CompletionCommand(Function<Boolean, Context> contexts) {
        super(contexts);
    }

    @Override
    ExitCode run(Context context) {
        String script = AutoComplete.bash("wangchuan", spec.root().commandLine());
        context.console()
                .result(
                        switch (shell) {
                            case bash -> script;
                            case zsh -> "autoload -U +X bashcompinit && bashcompinit\n" + script;
                        });
        return ExitCode.OK;
    }
}
