package org.wangchuan.engine.phone.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.phone.attestation.AttestationRoots;
import org.wangchuan.engine.phone.attestation.KeyAttestation;
import org.wangchuan.engine.phone.attestation.MadeAttestation;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.policy.PolicyCatalogue;

/** A record has from a phone's hardware what an attestation in it proves, and nothing else. */
class AttestedRecordTest {
    private static final String AT = "2026-11-29T10:00:00Z";
    private static final String NONCE = "0123456789abcdef".repeat(2);
    private static final PhoneIdentity PHONE = new PhoneIdentity(Map.of(PhoneIdentity.Name.SERIAL, "ab".repeat(32)));
    private static final Facts VOUCHED = new Facts(List.of(
            new Fact(Property.BOOTLOADER, "locked", Source.ATTESTED),
            new Fact(Property.VERIFIED_BOOT, "green", Source.ATTESTED),
            new Fact(Property.VERSION, "14", Source.ATTESTED)));

    private final MadeAttestation made = new MadeAttestation();

    AttestedRecordTest() {
        made.challenge = KeyAttestation.challenge("job-1", NONCE);
    }

    @Test
    void whatIsProvedIsSeen() throws EvidenceException {
        assertThat(read(attested(), seen(VOUCHED))).hasSize(6);
        // After a power cut nobody has it at hand any more; what is said of the next is not it either.
        assertThat(read(attested(), seen(Facts.NONE))).hasSize(6);
    }

    @Test
    void nothingElseIsFromItsHardware() {
        Facts otherwise = new Facts(List.of(new Fact(Property.VERSION, "15", Source.ATTESTED)));

        assertRefused(seen(VOUCHED));
        assertRefused(attested(), seen(otherwise));
        assertRefused(attested(), seen(Facts.NONE), seen(VOUCHED));
        made.challenge = KeyAttestation.challenge("job-2", NONCE);
        assertRefused(attested(), seen(VOUCHED));
    }

    @Test
    void byRootsThatNobodyKnowsNothingIs() {
        assertThatThrownBy(() -> PhoneEvidence.readOpen(bytes(attested(), seen(VOUCHED))))
                .isInstanceOf(EvidenceException.class)
                .hasMessageContaining("no more than the attestation before it proves");
    }

    @Test
    void whatNamesTheDeviceIsNoRecord() {
        made.isNaming = true;

        assertThatThrownBy(() -> read(attested()))
                .isInstanceOf(EvidenceException.class)
                .hasMessageContaining("an attestation that names no device");
    }

    @Test
    void whatIsNoCertificateIsNoRecord() {
        assertRefused(new PhoneEvent.Attested(NONCE, List.of("AAA"), AT));
        assertRefused(new PhoneEvent.Attested("0", List.of("AAAA"), AT));
        assertRefused(new PhoneEvent.Attested(NONCE, List.of(), AT));
    }

    @Test
    void whatCannotBeReadAsAnAttestationIsNoRecord() {
        assertRefused(new PhoneEvent.Attested(NONCE, List.of("AAAA", "AAAA", "AAAA"), AT));
        // Certificates all of them, and none says anything.
        List<String> reversed = made.chain().reversed().stream()
                .map(Base64.getEncoder()::encodeToString)
                .toList();
        assertRefused(new PhoneEvent.Attested(NONCE, reversed, AT));
        made.isPhoneNaming = true;
        assertRefused(attested());
    }

    @Test
    void aChallengeStandsOnceAndAWarningOnce() throws EvidenceException {
        assertRefused(attested(), attested());
        assertThat(read(attested(), new PhoneEvent.AttestedAgainst(AT), seen(Facts.NONE)))
                .hasSize(7);
        assertRefused(new PhoneEvent.AttestedAgainst(AT), new PhoneEvent.AttestedAgainst(AT));
        assertRefused(new PhoneEvent.AttestedAgainst(AT), seen(VOUCHED));
    }

    @Test
    void nothingIsAttestedBeforeItsOwnerAgrees() throws EvidenceException {
        byte[] bytes = lines(List.of(opened(), policy(), seen(Facts.NONE), attested()));

        assertThatThrownBy(() -> PhoneEvidence.readOpen(bytes, made.roots())).isInstanceOf(EvidenceException.class);
    }

    private void assertRefused(PhoneEvent... then) {
        assertThatThrownBy(() -> read(then)).isInstanceOf(EvidenceException.class);
    }

    private PhoneEvent attested() {
        return new PhoneEvent.Attested(
                NONCE,
                made.chain().stream().map(Base64.getEncoder()::encodeToString).toList(),
                AT);
    }

    private static PhoneEvent seen(Facts facts) {
        return new PhoneEvent.Seen(PHONE, facts, AT);
    }

    private static PhoneEvent opened() {
        return new PhoneEvent.Opened("job-1", "wangchuan", AT);
    }

    private static PhoneEvent policy() {
        return new PhoneEvent.PolicyChosen(
                PolicyCatalogue.find(PolicyCatalogue.DEFAULT_ID).orElseThrow().document());
    }

    private List<PhoneEvent> read(PhoneEvent... then) throws EvidenceException {
        AttestationRoots roots = made.roots();
        return PhoneEvidence.readOpen(bytes(then), roots);
    }

    private static byte[] bytes(PhoneEvent... then) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(lines(List.of(opened(), policy(), seen(Facts.NONE), new PhoneEvent.Consented(AT))));
        out.writeBytes(lines(List.of(then)));
        return out.toByteArray();
    }

    private static byte[] lines(List<PhoneEvent> events) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (PhoneEvent event : events) {
            out.writeBytes(PhoneEventWriter.line(event));
            out.write('\n');
        }
        return out.toByteArray();
    }
}
