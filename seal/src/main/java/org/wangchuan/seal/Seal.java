package org.wangchuan.seal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSAttributeTableGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.util.Store;

/**
 * A signature on a page that PDF readers check: PAdES baseline B-B (ETSI EN 319 142-1, 6.3), CAdES detached. It says who
 * vouches for the paper; what the paper proves rests on statement, log and witnesses alone. All methods are thread-safe.
 *
 * @param certificate the signer's own
 * @param time when the signer says that it was made
 */
public record Seal(X509Certificate certificate, Instant time) {
    private static final Set<ASN1ObjectIdentifier> SIGNED_ATTRIBUTES = Set.of(
            CMSAttributes.contentType,
            CMSAttributes.messageDigest,
            PKCSObjectIdentifiers.id_aa_signingCertificateV2,
            CMSAttributes.cmsAlgorithmProtect);

    /**
     * Appends a seal. With the same key the bytes differ from call to call, as ECDSA's do.
     *
     * @param page as it was rendered, without a seal
     * @param time within the certificate's validity; whole seconds count
     * @throws SealException with code PAGE, SEAL_KEY or SEAL_TIME
     */
    public static byte[] apply(byte[] page, SealKey key, Instant time) throws SealException {
        Instant seconds = time.truncatedTo(ChronoUnit.SECONDS);
        requireValid(key.chain().getFirst(), seconds);
        SealForm form = SealForm.of(page, seconds);
        return form.with(sign(form.signed(), key));
    }

    /**
     * Checks a file that should be this page, sealed.
     *
     * @param page as it was just rendered, to compare with
     * @return nothing if the file is the page without a seal
     * @throws SealException with code SEAL_FORM if the file is not this page with a seal in the one form,
     *     SEAL_FORMAT, SEAL_SIGNATURE or SEAL_TIME
     */
    public static Optional<Seal> check(byte[] page, byte[] file) throws SealException {
        if (Arrays.equals(page, file)) {
            return Optional.empty();
        }
        Instant time = SealForm.timeOf(page, file);
        SealForm form = SealForm.of(page, time);
        byte[] contents = form.contentsOf(file);
        X509Certificate certificate = verify(form.signed(), contents);
        requireValid(certificate, time);
        return Optional.of(new Seal(certificate, time));
    }

    /** SHA-256 of the certificate, in lower-case hexadecimal: what to compare with what the signer says elsewhere. */
    public String fingerprint() {
        try {
            return HexFormat.of().formatHex(sha256(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was read has an encoding", e);
        }
    }

    private static void requireValid(X509Certificate certificate, Instant time) throws SealException {
        Instant from = certificate.getNotBefore().toInstant();
        Instant to = certificate.getNotAfter().toInstant();
        if (time.isBefore(from) || time.isAfter(to)) {
            throw new SealException(SealException.Code.SEAL_TIME, "a time from " + from + " to " + to, time + "");
        }
    }

    private static byte[] sign(byte[] signed, SealKey key) throws SealException {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(
                    new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                            .setSignedAttributeGenerator(attributes(key.chain().getFirst()))
                            .build(
                                    new JcaContentSignerBuilder(key.algorithm()).build(key.key()),
                                    key.chain().getFirst()));
            generator.addCertificates(new JcaCertStore(key.chain()));
            CMSSignedData cms = generator.generate(new CMSProcessableByteArray(signed), false);
            return cms.toASN1Structure().getEncoded("DER");
        } catch (CMSException | OperatorCreationException | GeneralSecurityException | IOException e) {
            throw new SealException(SealException.Code.SEAL_KEY, "a key that signs", e);
        }
    }

    /** EN 319 142-1, 6.3: the signing certificate is signed too, and the time stands in the page, not here. */
    private static CMSAttributeTableGenerator attributes(X509Certificate certificate) throws GeneralSecurityException {
        Attribute signer = new Attribute(
                PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                new DERSet(new SigningCertificateV2(new ESSCertIDv2(sha256(certificate.getEncoded())))));
        DefaultSignedAttributeTableGenerator defaults =
                new DefaultSignedAttributeTableGenerator(new AttributeTable(new DERSet(signer)));
        return parameters -> defaults.getAttributes(parameters).remove(CMSAttributes.signingTime);
    }

    private static X509Certificate verify(byte[] signed, byte[] contents) throws SealException {
        try {
            CMSSignedData cms = new CMSSignedData(new CMSProcessableByteArray(signed), only(contents));
            Collection<SignerInformation> signers = cms.getSignerInfos().getSigners();
            if (signers.size() != 1) {
                throw format("one signer", signers.size() + "");
            }
            SignerInformation signer = signers.iterator().next();
            X509Certificate certificate = certificateOf(signer, cms.getCertificates());
            requireAttributes(signer, certificate);
            requireNoMore(cms, signer, certificate);
            SealKey.algorithm(certificate.getPublicKey());
            if (!signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate.getPublicKey()))) {
                throw new SealException(SealException.Code.SEAL_SIGNATURE, "a signature of this page", "another");
            }
            return certificate;
        } catch (CMSException | OperatorCreationException | GeneralSecurityException | IOException e) {
            throw new SealException(SealException.Code.SEAL_SIGNATURE, "a signature of this page", e);
        } catch (RuntimeException e) {
            // The library throws what it likes at bytes that strangers made up.
            throw new SealException(SealException.Code.SEAL_FORMAT, "a CMS signature", e);
        }
    }

    /** The CMS without the zeros behind it, which must be zeros. */
    private static byte[] only(byte[] contents) throws SealException, IOException {
        try (ASN1InputStream in = new ASN1InputStream(contents)) {
            ASN1Primitive object = in.readObject();
            byte[] der = object == null ? new byte[0] : object.getEncoded("DER");
            if (der.length == 0 || Arrays.mismatch(der, 0, der.length, contents, 0, der.length) >= 0) {
                throw format("DER", "another encoding");
            }
            for (int i = der.length; i < contents.length; i++) {
                if (contents[i] != 0) {
                    throw format("zeros behind the signature", "other bytes");
                }
            }
            return der;
        }
    }

    private static X509Certificate certificateOf(SignerInformation signer, Store<X509CertificateHolder> certificates)
            throws SealException, CertificateException {
        @SuppressWarnings("unchecked") // the selector's own type parameter is lost in the library
        Collection<X509CertificateHolder> matches = certificates.getMatches(signer.getSID());
        if (matches.size() != 1) {
            throw format("the signer's certificate", matches.size() + " that match");
        }
        return new JcaX509CertificateConverter()
                .getCertificate(matches.iterator().next());
    }

    /**
     * Parts of a CMS are not signed, such as who it says has signed. Written again from what is signed, it must be the
     * same; and each certificate must vouch for the one before it.
     */
    private static void requireNoMore(CMSSignedData cms, SignerInformation signer, X509Certificate certificate)
            throws SealException, GeneralSecurityException, IOException {
        SignerInfo info = signer.toASN1Structure();
        X509CertificateHolder holder = new X509CertificateHolder(certificate.getEncoded());
        SignerInfo expected = new SignerInfo(
                new SignerIdentifier(new IssuerAndSerialNumber(holder.toASN1Structure())),
                info.getDigestAlgorithm(),
                info.getAuthenticatedAttributes(),
                info.getDigestEncryptionAlgorithm(),
                info.getEncryptedDigest(),
                null);
        Collection<X509CertificateHolder> all = cms.getCertificates().getMatches(null);
        ASN1EncodableVector certificates = new ASN1EncodableVector();
        all.forEach(one -> certificates.add(one.toASN1Structure()));
        SignedData data = new SignedData(
                new DERSet(info.getDigestAlgorithm()),
                new ContentInfo(CMSObjectIdentifiers.data, null),
                new DERSet(certificates),
                null,
                new DERSet(expected));
        byte[] again = new ContentInfo(CMSObjectIdentifiers.signedData, data).getEncoded("DER");
        if (!Arrays.equals(again, cms.toASN1Structure().getEncoded("DER"))) {
            throw format("nothing but what the signature needs", "something more, or else");
        }
        requireChain(holder, all);
    }

    private static void requireChain(X509CertificateHolder signer, Collection<X509CertificateHolder> all)
            throws SealException, GeneralSecurityException {
        JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
        Set<X509CertificateHolder> left = new HashSet<>(all);
        X509CertificateHolder last = signer;
        left.remove(last);
        while (!left.isEmpty()) {
            X509CertificateHolder issued = last;
            X509CertificateHolder issuer = left.stream()
                    .filter(one -> one.getSubject().equals(issued.getIssuer()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("a certificate that vouches for none"));
            converter
                    .getCertificate(issued)
                    .verify(converter.getCertificate(issuer).getPublicKey());
            left.remove(issuer);
            last = issuer;
        }
        if (all.size() > SealKey.CHAIN_MAX) {
            throw format("at most " + SealKey.CHAIN_MAX + " certificates", all.size() + "");
        }
    }

    private static void requireAttributes(SignerInformation signer, X509Certificate certificate)
            throws SealException, GeneralSecurityException {
        AttributeTable attributes = signer.getSignedAttributes();
        if (attributes == null || signer.getUnsignedAttributes() != null) {
            throw format("signed attributes and no others", "another set");
        }
        Set<ASN1ObjectIdentifier> types = new HashSet<>();
        for (Attribute attribute : attributes.toASN1Structure().getAttributes()) {
            if (!types.add(attribute.getAttrType()) || !SIGNED_ATTRIBUTES.contains(attribute.getAttrType())) {
                throw format("each of " + SIGNED_ATTRIBUTES + " once", attribute.getAttrType() + "");
            }
        }
        Attribute named = attributes.get(PKCSObjectIdentifiers.id_aa_signingCertificateV2);
        if (named == null || named.getAttrValues().size() != 1) {
            throw format("the digest of the signer's certificate", "none");
        }
        List<ESSCertIDv2> ids =
                List.of(SigningCertificateV2.getInstance(named.getAttrValues().getObjectAt(0))
                        .getCerts());
        if (ids.size() != 1 || !MessageDigest.isEqual(ids.getFirst().getCertHash(), sha256(certificate.getEncoded()))) {
            throw new SealException(
                    SealException.Code.SEAL_SIGNATURE, "the digest of the signer's certificate", "another");
        }
    }

    private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    private static SealException format(String expected, String found) {
        return new SealException(SealException.Code.SEAL_FORMAT, expected, found);
    }
}
