package org.wangchuan.platform.staff;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;

/** What was typed of a certificate that somebody brought with them. */
public record CertificateForm(String course, String kind, String reference, String lastDay) {
    static final CertificateForm NOTHING = new CertificateForm("", "", "", "");

    Optional<Qualification.Kind> known() {
        return Stream.of(Qualification.Kind.values())
                .filter(one -> one.id().equals(kind))
                .findFirst();
    }

    Optional<LocalDate> day() {
        try {
            return Optional.of(LocalDate.parse(lastDay));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
