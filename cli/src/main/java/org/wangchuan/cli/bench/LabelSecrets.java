package org.wangchuan.cli.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.PsidSource;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.psid.Psid;
import org.wangchuan.engine.psid.PsidException;
import org.wangchuan.station.erase.Candidate;
import org.wangchuan.station.erase.Psids;

/** Gets the PSIDs that are printed on the labels of drives, once their owner has agreed, and for those alone that a plan reverts. */
final class LabelSecrets {
    /** A person who mistypes 32 characters may do so again; the drive has seen none of it. */
    private static final int TRIES = 3;

    /** A PSID, and the ends of lines as any system writes them. */
    private static final int FILE_BYTES_MAX = Psid.CHARACTERS + 2;

    /** Files, and what the kernel makes of them or of several. */
    private static final Set<String> WITHOUT_LABEL = Set.of(Bus.FILE.id(), Bus.LOOP.id(), Bus.MD.id(), Bus.DM.id());

    private LabelSecrets() {}

    /** What a request makes of it. */
    static Psids offered(PsidSource source) {
        return source instanceof PsidSource.None ? Psids.none() : Psids.offered();
    }

    /** Who gives a PSID for what has no label has named another target than they mean, before anything is written to it. */
    static void requireLabels(List<Candidate.Ready> targets, PsidSource source) throws UserError {
        for (Candidate.Ready target : targets) {
            boolean hasNoLabel = WITHOUT_LABEL.contains(target.facts().bus());
            if (hasNoLabel && !(source instanceof PsidSource.None)) {
                throw UserError.of(ExitCode.USAGE, "PSID_NO_LABEL", target.path());
            }
        }
    }

    /** Asks for, or reads, what the plans need. */
    static void get(List<Candidate.Ready> targets, PsidSource source, Psids into, Context context) throws UserError {
        for (Candidate.Ready target : targets) {
            if (target.plan().nativeIds().contains(NativeTechnique.TCG_PSID_REVERT.id())) {
                switch (source) {
                    case PsidSource.None _ -> {} // one that is gone on with may be past it
                    case PsidSource.Asked _ -> into.give(target.path(), ask(target, context));
                    case PsidSource.File(Path path) -> into.give(target.path(), read(path));
                }
            } else if (!(source instanceof PsidSource.None)) {
                context.console().note(notUsed(target, context));
            }
        }
    }

    /** A drive that is locked takes no pass: why it is not opened before is said, with what to do for it. */
    private static String notUsed(Candidate.Ready target, Context context) {
        return target.plan().leftOut().stream()
                .filter(left -> left.id().equals(NativeTechnique.TCG_PSID_REVERT.id()))
                .findFirst()
                .map(left -> context.console()
                        .messages()
                        .text("erase.psid.left-out", target.path(), LeftOutText.of(left, context.console())))
                .orElseGet(() -> context.console().messages().text("erase.psid.not-needed", target.path()));
    }

    private static Psid ask(Candidate.Ready target, Context context) throws UserError {
        String question = context.console().messages().text("erase.psid", target.path());
        for (int i = 1; ; i++) {
            Optional<char[]> typed = context.console().askUnseen(question);
            if (typed.isEmpty()) {
                throw UserError.of(ExitCode.REFUSED, "PSID_NEEDED").withHint("--psid-file -");
            }
            if (context.cancellation().isRequested() || typed.get().length == 0) {
                throw UserError.of(ExitCode.REFUSED, "PSID_NEEDED.none");
            }
            try {
                return Psid.of(typed.get());
            } catch (PsidException e) {
                UserError wrong = wrong(e, typed.get().length);
                if (i == TRIES) {
                    throw wrong;
                }
                context.console().error(context.console().messages().text("erase.psid.again"));
            } finally {
                Arrays.fill(typed.get(), '\0');
            }
        }
    }

    private static Psid read(Path path) throws UserError {
        byte[] bytes = new byte[FILE_BYTES_MAX + 1];
        char[] characters = new char[0];
        try {
            int length;
            if (path.toString().equals("-")) {
                length = line(System.in, bytes);
            } else {
                try (InputStream in = Files.newInputStream(path)) {
                    length = line(in, bytes);
                }
            }
            characters = new char[length];
            for (int i = 0; i < length; i++) {
                characters[i] = (char) (bytes[i] & 0xff);
            }
            return Psid.of(characters);
        } catch (PsidException e) {
            throw wrong(e, characters.length);
        } catch (IOException e) {
            throw UserError.of(ExitCode.USAGE, "PSID_FILE");
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(characters, '\0');
        }
    }

    /** How many bytes its first line has, without its end; one that is too long counts as that. No byte beyond it is taken. */
    private static int line(InputStream in, byte[] into) throws IOException {
        int length = 0;
        for (int one = in.read(); one >= 0 && one != '\n' && length < into.length; one = in.read()) {
            into[length++] = (byte) one;
        }
        return length > 0 && into[length - 1] == '\r' ? length - 1 : length;
    }

    private static UserError wrong(PsidException e, int length) {
        return switch (e.code()) {
            case LENGTH -> UserError.of(ExitCode.USAGE, "PSID_LENGTH", Psid.CHARACTERS, length);
            case CHARACTER -> UserError.of(ExitCode.USAGE, "PSID_CHARACTER");
        };
    }
}
