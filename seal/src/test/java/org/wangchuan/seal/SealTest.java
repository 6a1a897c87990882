package org.wangchuan.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;

class SealTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final char[] PASSWORD = "not a secret".toCharArray();
    private static final SealKey KEY = SealKey.generate("Testbetrieb 回收", NOW);
    private static final byte[] PAGE = Sample.page("WD-42");

    @TempDir
    Path folder;

    @Test
    void isCheckedAgainstThePage() throws SealException {
        byte[] sealed = Seal.apply(PAGE, KEY, NOW.plusMillis(700));
        Seal seal = Seal.check(PAGE, sealed).orElseThrow();

        assertThat(seal.certificate()).isEqualTo(KEY.chain().getFirst());
        assertThat(seal.time()).isEqualTo(NOW);
        assertThat(seal.fingerprint()).matches("[0-9a-f]{64}");
        assertThat(Arrays.copyOf(sealed, PAGE.length)).isEqualTo(PAGE);
    }

    @Test
    void isNotThereOnAPageWithoutOne() throws SealException {
        assertThat(Seal.check(PAGE, PAGE.clone())).isEmpty();
    }

    @Test
    void doesNotFitAnotherPage() throws SealException {
        byte[] other = Sample.page("WD-43");
        byte[] sealed = Seal.apply(PAGE, KEY, NOW);
        byte[] moved = sealed.clone();
        assertThat(other).hasSameSizeAs(PAGE);
        System.arraycopy(other, 0, moved, 0, other.length);

        assertRefused(SealException.Code.SEAL_FORM, other, sealed);
        assertThatThrownBy(() -> Seal.check(other, moved)).isInstanceOf(SealException.class);
    }

    /** Every byte of the update, and many of the page. */
    @Test
    void anyChangedByteIsRefused() throws SealException {
        byte[] sealed = Seal.apply(PAGE, KEY, NOW);
        int form = PAGE.length + 200;
        String hex = new String(sealed, form, sealed.length - form, StandardCharsets.ISO_8859_1);
        int contents = form + hex.indexOf("/Contents<") + 10;
        int zeros = form + hex.indexOf("00".repeat(64));
        List<Integer> accepted = new ArrayList<>();
        for (int at = PAGE.length - 50; at < zeros + 400; at++) {
            for (int bit : new int[] {0, 5}) {
                byte[] changed = sealed.clone();
                changed[at] ^= (byte) (1 << bit);
                try {
                    Seal.check(PAGE, changed);
                    accepted.add(at - contents);
                } catch (SealException refused) {
                    assertThat(refused.found()).isNotBlank();
                }
            }
        }
        assertThat(accepted).as("places behind the bracket of the signature").isEmpty();
    }

    @Test
    void whatIsCutOffOrAddedIsRefused() throws SealException {
        byte[] sealed = Seal.apply(PAGE, KEY, NOW);
        for (int length : new int[] {PAGE.length + 1, PAGE.length + 200, sealed.length - 1, sealed.length + 1}) {
            assertRefused(SealException.Code.SEAL_FORM, PAGE, Arrays.copyOf(sealed, length));
        }
        assertRefused(SealException.Code.SEAL_FORM, PAGE, Arrays.copyOf(PAGE, PAGE.length - 1));
        assertRefused(SealException.Code.SEAL_FORM, PAGE, new byte[0]);
    }

    /** A second seal would be one that covers the first; the form has room for one. */
    @Test
    void aSealedPageIsNotSealedAgain() throws SealException {
        byte[] sealed = Seal.apply(PAGE, KEY, NOW);
        assertThatThrownBy(() -> Seal.apply(sealed, KEY, NOW))
                .isInstanceOfSatisfying(
                        SealException.class, e -> assertThat(e.code()).isEqualTo(SealException.Code.PAGE));
    }

    @Test
    void theTimeMustLieWithinTheCertificate() {
        for (Duration off : List.of(Duration.ofDays(-1), Duration.ofDays(3700))) {
            assertThatThrownBy(() -> Seal.apply(PAGE, KEY, NOW.plus(off)))
                    .isInstanceOfSatisfying(
                            SealException.class, e -> assertThat(e.code()).isEqualTo(SealException.Code.SEAL_TIME));
        }
    }

    /** The same name and the same page, another key: intact, and told apart by the fingerprint. */
    @Test
    void aStrangersSealHasAnotherFingerprint() throws SealException {
        SealKey stranger = SealKey.generate("Testbetrieb 回收", NOW);
        Seal own = Seal.check(PAGE, Seal.apply(PAGE, KEY, NOW)).orElseThrow();
        Seal other = Seal.check(PAGE, Seal.apply(PAGE, stranger, NOW)).orElseThrow();

        assertThat(other.fingerprint()).isNotEqualTo(own.fingerprint());
    }

    @Test
    void aKeyIsReadBackFromItsFile() throws SealException {
        SealKey read = SealKey.read(KEY.toBytes(PASSWORD), PASSWORD);

        assertThat(read.chain()).isEqualTo(KEY.chain());
        assertThat(Seal.check(PAGE, Seal.apply(PAGE, read, NOW))).isPresent();
        assertThat(read.toString()).contains("Testbetrieb").doesNotContain("PRIVATE");
        assertThatThrownBy(() -> SealKey.read(KEY.toBytes(PASSWORD), "other".toCharArray()))
                .isInstanceOf(SealException.class)
                .hasMessageNotContaining("other");
        assertThatThrownBy(() -> SealKey.read(new byte[] {1, 2, 3}, PASSWORD)).isInstanceOf(SealException.class);
    }

    /** PDFBox finds one signature that covers the whole file but itself. */
    @Test
    void aForeignReaderFindsTheSignature() throws Exception {
        byte[] sealed = Seal.apply(PAGE, KEY, NOW);
        try (PDDocument document = Loader.loadPDF(sealed)) {
            PDSignature signature = document.getSignatureDictionaries().getFirst();
            int[] range = signature.getByteRange();

            assertThat(document.getSignatureDictionaries()).hasSize(1);
            assertThat(signature.getSubFilter()).isEqualTo("ETSI.CAdES.detached");
            assertThat(range[0]).isZero();
            assertThat(range[2] + range[3]).isEqualTo(sealed.length);
            assertThat(sealed[range[1]]).isEqualTo((byte) '<');
            assertThat(sealed[range[2] - 1]).isEqualTo((byte) '>');
            assertThat(document.getNumberOfPages()).isEqualTo(4);
        }
    }

    /** Poppler's pdfsig, with NSS beneath, verifies the signature. Needs poppler-utils. */
    @Test
    @Tag("slow")
    void anotherForeignReaderVerifiesTheSignature() throws Exception {
        Path good = Files.write(folder.resolve("sealed.pdf"), Seal.apply(PAGE, KEY, NOW));
        byte[] changed = Seal.apply(PAGE, KEY, NOW);
        changed[PAGE.length / 2] ^= 1;
        Path bad = Files.write(folder.resolve("changed.pdf"), changed);

        assertThat(pdfsig(good))
                .contains("Signature is Valid.", "ETSI.CAdES.detached", "Total document signed", "Testbetrieb");
        assertThat(pdfsig(bad)).contains("Digest Mismatch.").doesNotContain("Signature is Valid.");
    }

    @Test
    @Tag("slow")
    void theSealedPageIsStillPdfA3b() throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        byte[] sealed = Seal.apply(PAGE, KEY, NOW);
        PDFAFlavour flavour = PDFAFlavour.PDFA_3_B;
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(sealed), flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            assertThat(validator.validate(parser).getTestAssertions().stream()
                            .map(assertion -> assertion.getRuleId().getClause() + " " + assertion.getMessage())
                            .toList())
                    .isEmpty();
        }
    }

    private String pdfsig(Path file) throws Exception {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder("pdfsig", "-nocert", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.waitFor();
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    private static void assertRefused(SealException.Code code, byte[] page, byte[] file) {
        assertThatThrownBy(() -> Optional.of(Seal.check(page, file)))
                .isInstanceOfSatisfying(
                        SealException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
