package org.wangchuan.cli.bench;

import java.util.Optional;
import org.wangchuan.cli.check.TypedText;
import org.wangchuan.cli.service.DeclaredMedium;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;

/** What words of the command line mean to the engine. */
public final class Choices {
    private static final int ASSET_CHARS_MAX = 200;

    private Choices() {}

    static void requireAsset(Optional<String> tag) throws UserError {
        if (tag.filter(Choices::unprintable).isPresent()) {
            throw UserError.of(ExitCode.USAGE, "ASSET_TAG", ASSET_CHARS_MAX);
        }
        if (tag.isPresent()) {
            TypedText.requireNobodys("--asset", tag.get());
        }
    }

    private static boolean unprintable(String tag) {
        return tag.isBlank()
                || tag.length() > ASSET_CHARS_MAX
                || tag.chars().anyMatch(Character::isISOControl)
                || tag.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /** The current version of a rule set. */
    public static Policy policy(String id) throws UserError {
        return PolicyCatalogue.find(id)
                .orElseThrow(
                        () -> UserError.of(ExitCode.USAGE, "POLICY.none", String.join(", ", PolicyCatalogue.IDS), id));
    }

    /** That version of a rule set, or the current one where none is named. */
    static Policy policy(String id, Optional<Long> version) throws UserError {
        Policy current = policy(id);
        return version.isEmpty()
                ? current
                : PolicyCatalogue.find(id, version.get())
                        .orElseThrow(() -> UserError.of(
                                ExitCode.USAGE,
                                "POLICY.none",
                                id + "/1–" + current.version(),
                                id + "/" + version.get()));
    }

    static MediumClass mediumClass(DeclaredMedium declared) {
        return switch (declared) {
            case MAGNETIC -> MediumClass.MAGNETIC;
            case FLASH -> MediumClass.FLASH;
        };
    }
}
