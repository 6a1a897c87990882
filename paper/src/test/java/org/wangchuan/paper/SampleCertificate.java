package org.wangchuan.paper;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.wangchuan.paper.CertificateFacts.Cosigned;
import org.wangchuan.paper.CertificateFacts.Grade;
import org.wangchuan.paper.CertificateFacts.Presence;
import org.wangchuan.paper.CertificateFacts.Role;
import org.wangchuan.paper.CertificateFacts.State;
import org.wangchuan.paper.CertificateFacts.Status;

/** Invented certificates for tests, on top of invented receipts. */
final class SampleCertificate {
    static final long BEFORE = 1_795_521_600L;
    static final long AFTER = 1_795_536_120L;

    SampleReceipt receipt = SampleReceipt.ordinary();
    List<Cosigned> witnesses = cosigned(3, AFTER);
    List<Cosigned> earlier = cosigned(3, BEFORE);
    Status status =
            new Status(State.VALID, OptionalLong.of(1_204), OptionalLong.of(AFTER - 60), cosigned(2, AFTER - 90));
    List<Presence> presence = new ArrayList<>(
            List.of(new Presence(Role.OWNER, Grade.KEY, AFTER - 30, Optional.of(SampleReceipt.DIGEST))));

    static SampleCertificate of(String verdict) {
        SampleCertificate certificate = new SampleCertificate();
        certificate.receipt = SampleReceipt.of(verdict);
        certificate.receipt.notProved = SampleReceipt.ordinary().notProved;
        return certificate;
    }

    /** A list that says no. */
    static SampleCertificate withdrawn(State state) {
        SampleCertificate certificate = new SampleCertificate();
        certificate.status = new Status(state, OptionalLong.of(1_204), OptionalLong.of(AFTER - 60), List.of());
        return certificate;
    }

    /** As many cosignatures as a file may hold, all values as long as they may be, and everybody stood by. */
    static SampleCertificate longest() {
        SampleCertificate certificate = new SampleCertificate();
        certificate.receipt = SampleReceipt.longest();
        certificate.witnesses = cosigned(32, AFTER);
        certificate.witnesses.set(4, new Cosigned("w".repeat(1024), "0011aabb", OptionalLong.empty()));
        certificate.earlier = cosigned(31, BEFORE);
        certificate.presence = new ArrayList<>();
        for (Role role : Role.values()) {
            certificate.presence.add(new Presence(role, Grade.HANDWRITTEN, AFTER, Optional.empty()));
        }
        return certificate;
    }

    /** Signed by the station alone. */
    static SampleCertificate unwitnessed() {
        SampleCertificate certificate = new SampleCertificate();
        certificate.witnesses = List.of();
        certificate.earlier = List.of();
        certificate.presence = List.of();
        certificate.status = Status.none(false);
        return certificate;
    }

    static List<Cosigned> cosigned(int count, long from) {
        List<Cosigned> out = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = Integer.toHexString(0x5a17c3e0 + i);
            out.add(new Cosigned("witness-" + i + ".example.org/wangchuan", id, OptionalLong.of(from + 7L * i)));
        }
        return out;
    }

    CertificateFacts facts() {
        return new CertificateFacts(witnesses, earlier, status, presence);
    }

    byte[] pdf() throws PaperException {
        return pdf(Edition.NEWEST);
    }

    byte[] pdf(Edition edition) throws PaperException {
        return CertificatePdf.render(
                receipt.page(),
                facts(),
                List.of(
                        Attachment.certificate("{\"sample\":true}".getBytes(StandardCharsets.UTF_8)),
                        Attachment.evidence("{}\n{}\n".getBytes(StandardCharsets.UTF_8))),
                edition);
    }
}
