package org.wangchuan.engine.apple.testing;

import java.math.BigInteger;
import java.security.Principal;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * A certificate as it came, for a server to show: those that libimobiledevice makes name no issuer, so that Java doesn't read them, but may pass
 * them on.
 */
@SuppressWarnings("JavaUtilDate") // as its superclass has it
final class RawCertificate extends X509Certificate {
    private static final long serialVersionUID = 1L;

    private final byte[] der;
    private final transient PublicKey key;

    RawCertificate(byte[] der, PublicKey key) {
        this.der = der.clone();
        this.key = key;
    }

    @Override
    public byte[] getEncoded() {
        return der.clone();
    }

    @Override
    public PublicKey getPublicKey() {
        return key;
    }

    @Override
    public String getSigAlgName() {
        return "SHA256withRSA";
    }

    @Override
    public String getSigAlgOID() {
        return "1.2.840.113549.1.1.11";
    }

    @Override
    public int getVersion() {
        return 3;
    }

    @Override
    public BigInteger getSerialNumber() {
        return BigInteger.ZERO;
    }

    @Override
    @SuppressWarnings("deprecation")
    public Principal getIssuerDN() {
        return new X500Principal("");
    }

    @Override
    @SuppressWarnings("deprecation")
    public Principal getSubjectDN() {
        return new X500Principal("");
    }

    @Override
    public X500Principal getIssuerX500Principal() {
        return new X500Principal("");
    }

    @Override
    public X500Principal getSubjectX500Principal() {
        return new X500Principal("");
    }

    @Override
    public Date getNotBefore() {
        return new Date(0);
    }

    @Override
    public Date getNotAfter() {
        return new Date(Long.MAX_VALUE);
    }

    @Override
    public byte[] getTBSCertificate() {
        return new byte[0];
    }

    @Override
    public byte[] getSignature() {
        return new byte[0];
    }

    @Override
    public byte @Nullable [] getSigAlgParams() {
        return null;
    }

    @Override
    public boolean @Nullable [] getIssuerUniqueID() {
        return null;
    }

    @Override
    public boolean @Nullable [] getSubjectUniqueID() {
        return null;
    }

    @Override
    public boolean @Nullable [] getKeyUsage() {
        return null;
    }

    @Override
    public int getBasicConstraints() {
        return -1;
    }

    @Override
    public @Nullable Set<String> getCriticalExtensionOIDs() {
        return null;
    }

    @Override
    public @Nullable Set<String> getNonCriticalExtensionOIDs() {
        return null;
    }

    @Override
    public byte @Nullable [] getExtensionValue(String oid) {
        return null;
    }

    @Override
    public boolean hasUnsupportedCriticalExtension() {
        return false;
    }

    @Override
    public void checkValidity() {}

    @Override
    public void checkValidity(Date date) {}

    @Override
    public void verify(PublicKey by) {}

    @Override
    public void verify(PublicKey by, String provider) {}

    @Override
    public String toString() {
        return "certificate as it came";
    }
}
