package org.wangchuan.proof.certificate;

import java.util.List;
import java.util.Set;
import org.wangchuan.proof.receipt.Logged;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Disclosure;
import org.wangchuan.proof.statement.Phone;
import org.wangchuan.proof.statement.Target;

/**
 * A certificate as its holder shows it to somebody: with fewer facts, and still whole. It is a certificate like any
 * other. The signed digests of what is left out stay; they say nothing without the salts.
 */
public final class Presentation {
    private Presentation() {}

    /**
     * Leaves out every disclosure that is not named, of both statements; and who stood by, unless {@code showsPresence}.
     *
     * @param kept names of disclosed claims: {@code target}, or of a phone {@code phone}, which has to be among them, {@code work},
     *     {@code phoneWork}, {@code asset}
     * @throws IllegalArgumentException without the target or phone: a certificate about no device would fit any
     */
    public static Certificate of(Certificate certificate, Set<String> kept, boolean showsPresence) {
        Receipt whole = certificate.receipt();
        boolean isShown = whole.clearing().statement().disclosures().stream()
                .map(Disclosure::name)
                .anyMatch(name -> kept.contains(name) && (name.equals(Target.CLAIM) || name.equals(Phone.CLAIM)));
        if (!isShown) {
            throw new IllegalArgumentException("a presentation without the device");
        }
        return new Certificate(
                new Receipt(showing(whole.clearing(), kept), showing(whole.start(), kept), whole.hint()),
                certificate.notBefore(),
                certificate.status(),
                showsPresence ? certificate.presence() : List.of());
    }

    private static Logged showing(Logged logged, Set<String> kept) {
        return new Logged(logged.statement().showingOnly(kept), logged.nonce(), logged.proof());
    }
}
