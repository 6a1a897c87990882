package org.wangchuan.proof.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.authlete.sd.SDJWT;
import com.authlete.sd.SDObjectDecoder;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.receipt.Logged;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.status.StatusFile;

/**
 * The statements in the published fixtures, read with Authlete's SD-JWT library, Nimbus's JWT parser and the JDK's own
 * Ed25519: nothing of ours but the file around them. The library passes over a disclosure that no digest names; that
 * claim is then not there for it, where we refuse the whole.
 */
class ForeignSdJwtTest {
    private static final Path FIXTURES = Path.of("src/test/resources/fixtures/v1");
    private static final List<String> PASSED_ON = List.of("target", "work");

    /** A statement, and the key that the file says has signed it. */
    record Found(String name, SdJwt ours, PublicKey key) {
        String jwt() {
            return ours.jwt();
        }

        String disclosure(String name) {
            return ours.disclosures().stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .text();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static byte[] file(String name) throws IOException {
        return Files.readAllBytes(FIXTURES.resolve(name));
    }

    private static Certificate certificate(String name) throws IOException, VerificationException {
        return Certificate.parse(file(name));
    }

    private static Found found(String name, Logged logged, PublicKey key) {
        return new Found(name, logged.statement(), key);
    }

    static Stream<Found> statements() throws Exception {
        Certificate whole = certificate("certificate.json");
        Certificate less = certificate("presentation.json");
        Receipt receipt = Receipt.parse(file("receipt.json"));
        StatusFile status = StatusFile.parse(file("status.json"));
        PublicKey key = whole.receipt().hint().station();
        return Stream.of(
                found("certificate, clearing", whole.receipt().clearing(), key),
                found("certificate, start", whole.receipt().start(), key),
                found("presentation, clearing", less.receipt().clearing(), key),
                found("presentation, start", less.receipt().start(), key),
                found("receipt, clearing", receipt.clearing(), key),
                found("status list", status.statement(), key));
    }

    private static boolean isSigned(String text, PublicKey key) throws Exception {
        SignedJWT jwt = SignedJWT.parse(SDJWT.parse(text).getCredentialJwt());
        Signature signature = Signature.getInstance("Ed25519");
        byte[] spki = HexFormat.of()
                .parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(key.toBytes()));
        signature.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki)));
        signature.update(jwt.getSigningInput());
        return signature.verify(jwt.getSignature().decode());
    }

    /** The claims as the library puts them together from the payload and those disclosures that digests name. */
    private static Map<String, Object> claims(String text) throws Exception {
        SDJWT foreign = SDJWT.parse(text);
        return new SDObjectDecoder()
                .decode(
                        SignedJWT.parse(foreign.getCredentialJwt()).getPayload().toJSONObject(),
                        foreign.getDisclosures());
    }

    @ParameterizedTest
    @MethodSource("statements")
    void signatureAndEveryDisclosureHold(Found statement) throws Exception {
        String text = statement.ours().text();
        assertThat(isSigned(text, statement.key())).isTrue();
        Map<String, Object> payload =
                SignedJWT.parse(statement.jwt()).getPayload().toJSONObject();
        List<?> digests = (List<?>) java.util.Objects.requireNonNull(payload.get("_sd"));
        assertThat(SDJWT.parse(text).getDisclosures())
                .hasSameSizeAs(statement.ours().disclosures())
                .allMatch(one -> digests.contains(one.digest("sha-256")));
        assertThat(claims(text).keySet())
                .containsAll(statement.ours().disclosures().stream()
                        .map(Disclosure::name)
                        .toList())
                .doesNotContain("_sd", "_sd_alg");
    }

    /** What is held back, and what was never there, are digests alike. */
    @Test
    void aDigestWithoutItsDisclosureSaysNothing() throws Exception {
        Found less = statements().skip(2).findFirst().orElseThrow();
        assertThat(less.ours().disclosures()).extracting(Disclosure::name).containsExactlyElementsOf(PASSED_ON);
        Map<String, Object> payload = SignedJWT.parse(less.jwt()).getPayload().toJSONObject();
        assertThat((List<?>) java.util.Objects.requireNonNull(payload.get("_sd")))
                .hasSize(3);
        assertThat(claims(less.ours().text())).containsKeys("target", "work").doesNotContainKey("asset");
        assertThat(claims(less.jwt() + "~")).doesNotContainKeys("target", "work", "asset");
    }

    @Test
    void anAlteredDisclosureIsNotTheClaim() throws Exception {
        Found whole = statements().findFirst().orElseThrow();
        Disclosure target = whole.ours().disclosures().getFirst();
        String altered = com.authlete.sd.Disclosure.parse(target.text()).getSalt();
        String lie = new com.authlete.sd.Disclosure(altered, "target", Map.of("serial", "WD-OTHER")).getDisclosure();
        refused(whole, whole.ours().text().replace(target.text(), lie), "target");
    }

    /** Of the same name, by the same station, about the same device: but of the other statement. */
    @Test
    void aDisclosureOfAnotherStatementIsNotTheClaim() throws Exception {
        Found clearing = statements().findFirst().orElseThrow();
        Found start = statements().skip(1).findFirst().orElseThrow();
        refused(
                clearing,
                clearing.ours().text().replace(clearing.disclosure("target"), start.disclosure("target")),
                "target");
    }

    private static void refused(Found honest, String text, String claim) throws Exception {
        assertThat(text).isNotEqualTo(honest.ours().text());
        assertThat(isSigned(text, honest.key())).as("the signed part is whole").isTrue();
        assertThat(claims(text)).doesNotContainKey(claim).containsKey("work");
        assertThatThrownBy(() -> SdJwt.parse(text))
                .isInstanceOfSatisfying(
                        VerificationException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.DISCLOSURE));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void neitherAnotherPayloadNorAnotherKeyIsSigned(Found statement) throws Exception {
        String[] parts = statement.jwt().split("\\.", 3);
        Found other = statements()
                .filter(one -> !one.jwt().equals(statement.jwt()))
                .findFirst()
                .orElseThrow();
        String swapped = parts[0] + "." + other.jwt().split("\\.", 3)[1] + "." + parts[2] + "~";
        assertThat(isSigned(swapped, statement.key())).isFalse();
        assertThatThrownBy(() -> SdJwt.parse(swapped).verify(statement.key()))
                .isInstanceOf(VerificationException.class);
        PublicKey stranger = org.wangchuan.proof.key.SigningKey.generate().publicKey();
        assertThat(isSigned(statement.ours().text(), stranger)).isFalse();
        assertThatThrownBy(() -> statement.ours().verify(stranger)).isInstanceOf(VerificationException.class);
    }

    /** The lies about disclosures in the published table fool neither of us. */
    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(strings = {"altered-disclosure", "swapped-disclosure"})
    void thePublishedLiesFoolNobody(String lie) throws IOException {
        byte[] bytes = Files.readAllBytes(FIXTURES.resolve("../lies/" + lie + ".json"));
        assertThatThrownBy(() -> Certificate.parse(bytes))
                .isInstanceOfSatisfying(
                        VerificationException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.DISCLOSURE));
        String json = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
        List<String> missing = java.util.regex.Pattern.compile("\"statement\":\"([^\"]+)\"")
                .matcher(json)
                .results()
                .map(found -> found.group(1))
                .filter(text -> text.chars().filter(c -> c == '~').count() > 2)
                .filter(text -> !namesAll(text))
                .toList();
        assertThat(missing)
                .as("a statement with a disclosure that no digest names")
                .isNotEmpty();
    }

    private static boolean namesAll(String text) {
        try {
            Map<String, Object> claims = claims(text);
            return SDJWT.parse(text).getDisclosures().stream()
                    .allMatch(one -> one.getClaimValue().equals(claims.get(one.getClaimName())));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
