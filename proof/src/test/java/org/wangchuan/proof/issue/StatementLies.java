package org.wangchuan.proof.issue;

import static org.wangchuan.proof.issue.FixtureWorld.STARTED;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.certificate.CounterSignature;
import org.wangchuan.proof.certificate.CounterSignature.Grade;
import org.wangchuan.proof.certificate.CounterSignature.Role;
import org.wangchuan.proof.encoding.Base64Url;
import org.wangchuan.proof.key.P256Key;
import org.wangchuan.proof.statement.Disclosure;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.testing.TestStation;

/** Lies about what the statements say, and about who stood by them. */
final class StatementLies {
    private StatementLies() {}

    static void addTo(Lies lies) throws IOException {
        Job job = lies.job;
        lies.add(lies.lie(
                        "qr-of-another-device",
                        FailureCode.SERIAL,
                        "a true certificate, shown with another drive",
                        lies.bare())
                .expecting(Optional.of("WD-99"), Optional.empty(), Optional.empty()));
        lies.add(lies.lie(
                "test-statement",
                FailureCode.TEST_STATEMENT,
                "made by a rehearsal with no real drive",
                lies.job("test", j -> j.world.testing()).certificate));
        lies.add(lies.lie(
                "start-posing-as-clearing",
                FailureCode.STATEMENT_TYPE,
                "shows that an erasure was begun as if it had ended",
                LogLies.certificate(job.world, job.start, job.start)));
        lies.add(lies.lie(
                "clearing-of-another-start",
                FailureCode.START_LINK,
                "the start of an earlier job, used once more",
                LogLies.certificate(job.world, job.earlierStart, job.clearing)));
        lies.add(lies.lie(
                "clearing-of-another-target-than-its-start",
                FailureCode.TARGET,
                "began with one drive and ended with another",
                lies.job("swapped", j -> j.clearingSerial = "WD-2").certificate));
        lies.add(lies.lie(
                "dated-in-the-future",
                FailureCode.TIME,
                "a statement of next month",
                lies.job("future", j -> j.clearingAt = STARTED.plusSeconds(30 * 86_400L)).certificate));
        addText(lies);
        addPresence(lies);
        PresenceLies.addTo(lies);
    }

    private static void addText(Lies lies) throws IOException {
        String honest = Lies.text(lies.bare().toBytes());
        SdJwt clearing = lies.job.clearing.sdJwt();
        Disclosure target = clearing.disclosures().getFirst();
        String foreign =
                lies.job.earlierClearing.sdJwt().disclosures().getFirst().text();
        text(
                lies,
                "swapped-disclosure",
                FailureCode.DISCLOSURE,
                "the device of another statement",
                honest.replace(target.text(), foreign));
        String relabelled =
                Base64Url.encode(CanonicalJson.writeText(new org.wangchuan.canonical.JsonValue.Array(List.of(
                                new org.wangchuan.canonical.JsonValue.Text(target.salt()),
                                new org.wangchuan.canonical.JsonValue.Text(target.name()),
                                TestStation.target("WD-3").json())))
                        .getBytes(StandardCharsets.UTF_8));
        text(
                lies,
                "altered-disclosure",
                FailureCode.DISCLOSURE,
                "another serial number under the same salt",
                honest.replace(target.text(), relabelled));
        text(
                lies,
                "removed-target",
                FailureCode.DISCLOSURE,
                "does not show which device it is about: it would fit any",
                honest.replaceFirst(target.text() + "~", ""));
        text(
                lies,
                "disclosure-twice",
                FailureCode.DISCLOSURE,
                "the same fact shown twice",
                honest.replaceFirst(target.text() + "~", target.text() + "~" + target.text() + "~"));
        String[] jwt = clearing.jwt().split("\\.", 3);
        text(
                lies,
                "altered-verdict",
                FailureCode.STATEMENT_SIGNATURE,
                "a better verdict under the old signature",
                honest.replace(jwt[1], edited(jwt[1], "\"verdict\":\"partial\"", "\"verdict\":\"cleared\"")));
        text(
                lies,
                "unsigned-algorithm",
                FailureCode.STATEMENT_FORMAT,
                "the algorithm \"none\", which needs no key",
                honest.replace(clearing.jwt(), edited(jwt[0], "EdDSA", "none") + "." + jwt[1] + "." + jwt[2]));
        text(
                lies,
                "symmetric-algorithm",
                FailureCode.STATEMENT_FORMAT,
                "the algorithm HS256, under which the public key would be the secret",
                honest.replace(clearing.jwt(), edited(jwt[0], "EdDSA", "HS256") + "." + jwt[1] + "." + jwt[2]));
        byte[] signature = java.util.Base64.getUrlDecoder().decode(jwt[2]);
        signature[0] ^= 1;
        text(
                lies,
                "altered-signature",
                FailureCode.STATEMENT_SIGNATURE,
                "one bit of the signature turned",
                honest.replace(jwt[2], Base64Url.encode(signature)));
    }

    private static void addPresence(Lies lies) throws IOException {
        Job job = lies.job;
        Certificate bare = lies.bare();
        CounterSigner station = new CounterSigner(job.world.key);
        SdJwt of = job.clearing.sdJwt();
        Instant at = STARTED.plusSeconds(600);
        List<CounterSignature> true3 = job.presence(of);
        lies.add(lies.lie(
                "counter-signature-of-another-statement",
                FailureCode.COUNTERSIGNATURE,
                "the owner of an earlier job stands by this one",
                Lies.withPresence(
                        bare, job.presence(job.earlierClearing.sdJwt()).get(1))));
        lies.add(lies.lie(
                "counter-signature-by-another-station",
                FailureCode.COUNTERSIGNATURE,
                "another station says that the owner was there",
                Lies.withPresence(
                        bare, new CounterSigner(FixtureWorld.key("other station")).asserted(Role.OWNER, of, at))));
        lies.add(lies.lie(
                "counter-signature-from-before-the-statement",
                FailureCode.TIME,
                "signed a month before there was anything to sign",
                Lies.withPresence(bare, station.asserted(Role.OWNER, of, at.minusSeconds(30 * 86_400L)))));
        CounterSignature owner = true3.get(1);
        P256Key stranger = FixtureWorld.p256("stranger");
        String signed = CounterSignature.keySigningInput(stranger, Role.OWNER, of.digest());
        try {
            lies.add(lies.lie(
                    "counter-signature-by-a-strangers-key",
                    FailureCode.COUNTERSIGNATURE,
                    "signed by a key that the station did not name",
                    Lies.withPresence(
                            bare,
                            CounterSignature.of(
                                    owner.stationJws(),
                                    Optional.of(CounterSignature.jws(
                                            signed, P256Key.lowS(FixtureWorld.es256("stranger", signed))))))));
            String own = owner.keyJws().orElseThrow();
            String ownSigned = own.substring(0, own.lastIndexOf('.'));
            byte[] low = P256Key.lowS(FixtureWorld.es256("owner", ownSigned));
            lies.add(lies.lie(
                    "counter-signature-in-its-other-spelling",
                    FailureCode.COUNTERSIGNATURE,
                    "the second ECDSA signature that anybody can make of a first",
                    Lies.withPresence(
                            bare,
                            CounterSignature.of(
                                    owner.stationJws(),
                                    Optional.of(CounterSignature.jws(ownSigned, FixtureWorld.otherS(low)))))));
            String upgraded = CounterSignature.stationSigningInput(
                    job.world.key.publicKey(),
                    Role.OWNER,
                    Grade.CODE,
                    of.digest(),
                    at.getEpochSecond(),
                    Optional.empty(),
                    Optional.empty());
            String asserted = station.asserted(Role.OWNER, of, at).stationJws();
            lies.add(lies.lie(
                    "counter-signature-of-a-better-grade",
                    FailureCode.COUNTERSIGNATURE,
                    "the clerk's word made into a one-time code",
                    Lies.withPresence(
                            bare,
                            CounterSignature.of(
                                    upgraded + asserted.substring(asserted.lastIndexOf('.')), Optional.empty()))));
        } catch (VerificationException e) {
            throw new IllegalStateException(e);
        }
        List<CounterSignature> reversed = new ArrayList<>(true3).reversed();
        lies.add(lies.lie(
                "counter-signatures-in-another-order",
                FailureCode.CERTIFICATE_FORMAT,
                "a second spelling of the same certificate",
                Lies.withPresence(bare, reversed.toArray(CounterSignature[]::new))));
    }

    private static String edited(String segment, String part, String instead) {
        String json = new String(java.util.Base64.getUrlDecoder().decode(segment), StandardCharsets.UTF_8);
        if (!json.contains(part)) {
            throw new IllegalStateException("no " + part + " in " + json);
        }
        return Base64Url.encode(json.replace(part, instead).getBytes(StandardCharsets.UTF_8));
    }

    private static void text(Lies lies, String id, FailureCode code, String says, String certificate) {
        lies.add(Lie.of(id, code, says, certificate));
    }
}
