package org.wangchuan.cli.command;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.TrustService;
import org.wangchuan.cli.service.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wangchuan trust sign DRAFT}. */
@Command(
        name = "sign",
        header = "Sign a trust list of several stations, or its next version.",
        description = {
            "For whoever speaks for several stations: an operator for its own, an authority or an association for those of "
                    + "many operators. The draft and the policies that it names are all that the list says. If LIST is "
                    + "there, its next version takes its place; if that would say the same, nothing changes.",
            "",
            "What a list has said stays said: whoever imported it refuses one with another past. So a line stays in the "
                    + "draft for ever. A key is ended by until, and that can't be taken back; look with --validate first.",
        },
        footer = {
            "@|bold The draft|@ has one word and its value a line:",
            "  offline-hours 72                       without a witness, at most; 72 if left out",
            "  witnesses policy.txt                   who must have cosigned, with all operators",
            "  operator Example Recycling             begins the part of one operator",
            "  log VKEY                               what log new-key printed; a line for each key",
            "  station KEY from 0                     what its trust station-key printed; from which log index on",
            "  station KEY from 120 until 4711        the first index at which it does not count any more",
            "  earlier-witnesses old.txt until 1200   who counted while the log was smaller; the oldest first",
            "  earlier-witnesses none until 1500      nobody did",
            "  producer Example Phones                begins the part of one maker of phones",
            "  producer-key VKEY                      what its producer new-key printed; a line for each key",
            "  producer-retired VKEY                  one that was its own and counts for nothing, for ever",
            "  producer-makers MAKER                  whose phones it may speak of, as they tell it; a line each",
            "  producer-accepts POLICY 1 overwrite    for which clauses of which version of a rule set",
            "  producer-least EX-CLEAR-1 3            earlier ones of this statement count no more, for ever",
            "",
            "@|bold Other witnesses:|@ name the new policy in witnesses, and give each operator a line",
            "earlier-witnesses with the old one, and the size that its log has now.",
            "",
            "@|bold Examples:|@",
            "  ./wangchuan trust new-key trust.key --name trust.example.org",
            "  ./wangchuan trust sign draft.txt --key trust.key --out example.trust --validate",
            "  ./wangchuan trust sign draft.txt --key trust.key --out example.trust",
            "",
            ExitCodes.HEADING,
            "   0  signed, or it says the same as before",
            "   1  the command line, the draft, a policy or the key was not understood; nothing was written",
            "   3  refused: another past than LIST, or LIST is another signer's; nothing was written",
            "   4  LIST does not verify, or is something else; nothing was written",
            ExitCodes.INTERNAL,
        })
final class TrustSignCommand extends Verb {
    private final Supplier<TrustService> service;

    @Parameters(paramLabel = "DRAFT", description = "What the list is to say.")
    private Path draft = Path.of("");

    @Option(names = "--key", paramLabel = "FILE", required = true, description = "The key that trust new-key made.")
    private Path key = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "LIST",
            required = true,
            description = "The list. Keep it, and never take it back from a backup: each version is signed once.")
    private Path out = Path.of("");

    @Option(names = "--validate", description = "Only say what would be signed, and what it changes; writes nothing.")
    private boolean validate;

    TrustSignCommand(Function<Boolean, Context> contexts, Supplier<TrustService> service) {
        super(contexts);
        this.service = service;
    }

    @Override
    ExitCode run(Context context) throws UserError {
        return service.get().sign(new TrustService.SignRequest(draft, key, out, validate), context);
    }
}
