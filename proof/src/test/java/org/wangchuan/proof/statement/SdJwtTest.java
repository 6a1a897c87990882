package org.wangchuan.proof.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.authlete.sd.Disclosure;
import com.authlete.sd.SDJWT;
import com.authlete.sd.SDObjectDecoder;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Base64Url;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.issue.StationChain;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.testing.TestStation;

class SdJwtTest {
    private static final UUID START = new UUID(5, 6);

    private final SigningKey key = SigningKey.generate();
    private final IssuedStatement issued = StatementIssuer.real(key)
            .clearing(
                    StationChain.NEW,
                    new UUID(1, 2),
                    Instant.parse("2026-03-01T08:00:00Z"),
                    TestStation.claims(START),
                    Disclosed.ofClearing(TestStation.target("S-1"), TestStation.work(), Optional.of(new Asset("t"))));

    @Test
    void foreignLibrariesReadWhatWeIssue() throws Exception {
        String text = issued.sdJwt().text();
        SDJWT foreign = SDJWT.parse(text);
        SignedJWT jwt = SignedJWT.parse(foreign.getCredentialJwt());
        Map<String, Object> decoded =
                new SDObjectDecoder().decode(jwt.getPayload().toJSONObject(), foreign.getDisclosures());

        assertThat(foreign.getDisclosures())
                .extracting(Disclosure::getClaimName)
                .containsExactly("target", "work", "asset");
        assertThat(decoded).doesNotContainKeys("_sd", "_sd_alg").containsEntry("verdict", "partial");
        assertThat(decoded.get("target"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("serial", "S-1");
        assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.EdDSA);
        assertThat(jwt.getHeader().getType().getType()).isEqualTo(SdJwt.TYPE);
        OctetKeyPair jwk = OctetKeyPair.parse("{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\""
                + key.publicKey().base64Url() + "\"}");
        assertThat(jwt.getHeader().getKeyID()).isEqualTo(jwk.computeThumbprint().toString());

        Signature signature = Signature.getInstance("Ed25519");
        byte[] spki = HexFormat.of()
                .parseHex("302a300506032b6570032100"
                        + HexFormat.of().formatHex(key.publicKey().toBytes()));
        signature.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki)));
        signature.update(jwt.getSigningInput());
        assertThat(signature.verify(jwt.getSignature().decode())).isTrue();
    }

    @Test
    void theStoredFormRepeatsTheSameEntry() throws VerificationException {
        IssuedStatement again = IssuedStatement.parse(issued.toBytes());
        assertThat(again).isEqualTo(issued);
        assertThat(again.entry()).isEqualTo(issued.entry());
        assertThat(again.entry().entry()).hasSize(33).startsWith(1);
    }

    /** The layout of the log entry, written down a second time. */
    @Test
    void theEntryIsWhatTheDocumentSays() throws Exception {
        byte[] jwt = issued.sdJwt().jwt().getBytes(StandardCharsets.US_ASCII);
        java.io.ByteArrayOutputStream message = new java.io.ByteArrayOutputStream();
        message.writeBytes("wangchuan/leaf/v1".getBytes(StandardCharsets.US_ASCII));
        message.write(2); // clearing
        message.writeBytes(HexFormat.of().parseHex("00005021")); // 2026-03-01 is day 20 513
        message.writeBytes(HexFormat.of().parseHex(String.format("%08x", jwt.length)));
        message.writeBytes(jwt);
        javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
        mac.init(new javax.crypto.spec.SecretKeySpec(issued.nonce().toBytes(), "HmacSHA256"));
        byte[] expected = mac.doFinal(message.toByteArray());
        assertThat(issued.entry().entry()).endsWith(expected);
    }

    @Test
    void aHolderMayShowLessButNothingElse() throws VerificationException {
        SdJwt less = SdJwt.parse(issued.sdJwt().showingOnly(Set.of("target")).text());
        less.verify(key.publicKey());
        assertThat(StatementReader.read(less).disclosed().work()).isEmpty();
        assertThat(less.digest()).isEqualTo(issued.sdJwt().digest());

        String text = issued.sdJwt().text();
        String target = issued.sdJwt().disclosures().getFirst().text();
        String resalted = new org.wangchuan.proof.statement.Disclosure(
                        Base64Url.encode(new byte[16]),
                        "target",
                        TestStation.target("S-1").json())
                .text();
        refused(FailureCode.DISCLOSURE, text.replace(target, resalted));
        refused(FailureCode.DISCLOSURE, text + target + "~");
        refused(FailureCode.STATEMENT_FORMAT, text.substring(0, text.length() - 1));
        refused(FailureCode.STATEMENT_FORMAT, issued.sdJwt().jwt());
        refused(FailureCode.STATEMENT_FORMAT, text + "~");
        refused(FailureCode.STATEMENT_FORMAT, text + "a.b.c");
    }

    @Test
    void whetherThereIsATagShowsToNobody() throws Exception {
        IssuedStatement without = StatementIssuer.real(key)
                .clearing(
                        StationChain.NEW,
                        new UUID(1, 2),
                        Instant.EPOCH,
                        TestStation.claims(START),
                        Disclosed.ofClearing(TestStation.target("S-1"), TestStation.work(), Optional.empty()));
        assertThat(Json.in(without.sdJwt().payload()).texts("_sd")).hasSize(3);
        assertThat(Json.in(issued.sdJwt().payload()).texts("_sd")).hasSize(3);
        assertThat(Json.in(issued.sdJwt().payload()).texts("_sd")).isSorted();
    }

    /** Signed by the right key all the same: only the reader stands in the way. */
    @ParameterizedTest
    @CsvSource({
        "alg-none,statement-format",
        "alg-of-another-curve,statement-format",
        "typ-of-another-thing,statement-format",
        "critical-header,statement-format",
        "issuer-is-somebody-else,statement-format",
        "unknown-claim,statement-format",
        "unknown-type,statement-type",
        "unknown-verdict,statement-format",
        "unknown-code-of-what-is-not-proved,statement-format",
        "digest-twice,statement-format",
        "digests-out-of-order,statement-format",
        "other-digest-algorithm,statement-format",
        "first-statement-with-a-previous-one,chain",
        "claim-beside-its-own-disclosure,disclosure",
        "time-beyond-the-year-9999,statement-format",
        "event-id-in-capitals,statement-format"
    })
    void aSignedLieAboutItsFormIsRefused(String lie, String code) {
        Map<String, JsonValue> header = new java.util.TreeMap<>(
                Map.of("alg", text("EdDSA"), "kid", text(key.publicKey().thumbprint()), "typ", text(SdJwt.TYPE)));
        Map<String, JsonValue> payload =
                new java.util.TreeMap<>(issued.sdJwt().payload().members());
        List<JsonValue> digests =
                new ArrayList<>(((JsonValue.Array) java.util.Objects.requireNonNull(payload.get("_sd"))).items());
        switch (lie) {
            case "alg-none" -> header.put("alg", text("none"));
            case "alg-of-another-curve" -> header.put("alg", text("ES256"));
            case "typ-of-another-thing" -> header.put("typ", text("JWT"));
            case "critical-header" -> header.put("crit", Json.texts(List.of("exp")));
            case "issuer-is-somebody-else" ->
                payload.put(
                        "iss", text("urn:wangchuan:station:" + Bytes32.random().base64Url()));
            case "unknown-claim" -> payload.put("approved", new JsonValue.Bool(true));
            case "unknown-type" -> payload.put("vct", text("urn:wangchuan:statement:clearing:v2"));
            case "unknown-verdict" -> payload.put("verdict", text("spotless"));
            case "unknown-code-of-what-is-not-proved" -> payload.put("notProved", Json.texts(List.of("nothing")));
            case "digest-twice" -> {
                digests.add(digests.getLast());
                payload.put("_sd", new JsonValue.Array(digests));
            }
            case "digests-out-of-order" -> payload.put("_sd", new JsonValue.Array(digests.reversed()));
            case "other-digest-algorithm" -> payload.put("_sd_alg", text("sha-1"));
            case "first-statement-with-a-previous-one" ->
                payload.put("prev", text(Bytes32.random().base64Url()));
            case "claim-beside-its-own-disclosure" -> payload.put("target", text("another"));
            case "time-beyond-the-year-9999" -> payload.put("iat", new JsonValue.Whole(253_402_300_800L));
            case "event-id-in-capitals" -> payload.put("jti", text("ABCDEF00-0000-0001-0000-000000000002"));
            default -> throw new IllegalArgumentException(lie);
        }
        String signed = segment(header) + "." + segment(payload);
        String signature = Base64Url.encode(key.sign(signed.getBytes(StandardCharsets.US_ASCII)));
        String tail = issued.sdJwt().text().substring(issued.sdJwt().jwt().length());
        assertThatThrownBy(() -> StatementReader.read(SdJwt.parse(signed + "." + signature + tail)))
                .isInstanceOfSatisfying(
                        VerificationException.class,
                        e -> assertThat(e.code().wireName()).as(e.toString()).isEqualTo(code));
    }

    private static JsonValue text(String value) {
        return new JsonValue.Text(value);
    }

    private static String segment(Map<String, JsonValue> members) {
        return Base64Url.encode(CanonicalJson.write(new JsonValue.Obj(members)));
    }

    private static void refused(FailureCode code, String text) {
        assertThatThrownBy(() -> SdJwt.parse(text))
                .isInstanceOfSatisfying(
                        VerificationException.class,
                        e -> assertThat(e.code()).as(e.toString()).isEqualTo(code));
    }
}
