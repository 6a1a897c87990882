package org.wangchuan.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

/** The reference validator (veraPDF) finds every kind of page compliant with PDF/A-3b. */
@Tag("slow")
class PdfaTest {
    @BeforeAll
    static void start() {
        VeraGreenfieldFoundryProvider.initialise();
    }

    static Stream<SampleReceipt> receipts() {
        SampleReceipt contradictory = SampleReceipt.of("failed");
        contradictory.verdict = "cleared";
        return Stream.concat(
                Stream.of("purged", "cleared", "partial", "unproven", "failed").map(SampleReceipt::of),
                Stream.of(SampleFiles.hostile(), contradictory));
    }

    @ParameterizedTest
    @MethodSource("receipts")
    void the_page_is_pdf_a_3b(SampleReceipt receipt) throws Exception {
        requirePdfA3b(receipt.pdf());
    }

    static Stream<SampleCertificate> certificates() {
        return Stream.concat(
                Stream.of("purged", "cleared", "partial", "unproven", "failed").map(SampleCertificate::of),
                Stream.of(
                        SampleCertificate.longest(),
                        SampleCertificate.unwitnessed(),
                        SampleCertificate.withdrawn(CertificateFacts.State.REVOKED)));
    }

    @ParameterizedTest
    @MethodSource("certificates")
    void the_paper_of_a_certificate_is_pdf_a_3b(SampleCertificate certificate) throws Exception {
        requirePdfA3b(certificate.pdf());
    }

    private static void requirePdfA3b(byte[] pdf) throws Exception {
        PDFAFlavour flavour = PDFAFlavour.PDFA_3_B;
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            List<String> failures = result.getTestAssertions().stream()
                    .map(assertion -> assertion.getRuleId().getClause() + " " + assertion.getMessage())
                    .toList();
            assertThat(failures).isEmpty();
            assertThat(result.isCompliant()).isTrue();
        }
    }
}
