package org.wangchuan.platform.testing;

import java.util.List;
import java.util.Optional;
import org.wangchuan.platform.intake.Agreement;
import org.wangchuan.proof.statement.ConsentClaims;

/** Consents of tests that are about something else. */
public final class Agreed {
    private Agreed() {}

    /** To some words of this id in a language. */
    public static Agreement to(String id, String language) {
        return new Agreement(
                Agreement.Words.of(id, 1, language.equals("zh"), List.of("words")),
                Optional.empty(),
                ConsentClaims.Scope.DEVICE);
    }
}
