package org.wangchuan.cli.bench;

import org.wangchuan.cli.service.DeclaredMedium;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;

/** What words of the command line mean to the engine. */
final class Choices {
    private Choices() {}

    static Policy policy(String id) throws UserError {
        return PolicyCatalogue.find(id)
                .orElseThrow(
                        () -> UserError.of(ExitCode.USAGE, "POLICY.none", String.join(", ", PolicyCatalogue.IDS), id));
    }

    static MediumClass mediumClass(DeclaredMedium declared) {
        return switch (declared) {
            case MAGNETIC -> MediumClass.MAGNETIC;
            case FLASH -> MediumClass.FLASH;
        };
    }
}
