package org.wangchuan.engine.phone.attestation;

import android.app.ActivityThread;
import android.app.Application;
import android.security.keystore.KeyGenParameterSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyPairGeneratorSpi;
import java.security.KeyStoreException;
import java.security.KeyStoreSpi;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.AlgorithmParameterSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key store as Android has one, for a process of its own: under the same names, with the keys that it holds as files of a folder, so that a test sees them. How it behaves
 * is said by the system property {@code made.mode}, where its keys are by {@code made.keys}.
 */
public final class MadeKeyStore {
    private MadeKeyStore() {}

    /** Whether it is to be so. */
    public static boolean is(String mode) {
        return mode.equals(System.getProperty("made.mode"));
    }

    public static void install() {
        if (!is("absent")) {
            int _ = Security.addProvider(new Made());
        }
    }

    private static Path key(String alias) {
        return Path.of(System.getProperty("made.keys"), alias);
    }

    private static void hang() {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Made extends Provider {
        private static final long serialVersionUID = 1;

        Made() {
            super("AndroidKeyStore", "1", "made");
            put("KeyPairGenerator.EC", Generator.class.getName());
            put("KeyStore.AndroidKeyStore", Keys.class.getName());
        }
    }

    /** Makes keys. */
    public static final class Generator extends KeyPairGeneratorSpi {
        private Optional<KeyGenParameterSpec> wanted = Optional.empty();

        /** By its name alone, as providers do. */
        public Generator() {}

        @Override
        public void initialize(int size, SecureRandom random) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void initialize(AlgorithmParameterSpec spec, SecureRandom random)
                throws InvalidAlgorithmParameterException {
            if (!(spec instanceof KeyGenParameterSpec known)) {
                throw new InvalidAlgorithmParameterException("expected Android's own");
            }
            wanted = Optional.of(known);
        }

        @Override
        public KeyPair generateKeyPair() {
            KeyGenParameterSpec spec = wanted.orElseThrow();
            if (is("hangs")) {
                hang();
            }
            if (is("refuses")) {
                throw new ProviderException("Failed to generate key pair of MADE-SERIAL-0042");
            }
            if (is("needs-context")) {
                Application own = ActivityThread.currentApplication();
                if (own == null || !own.of().equals("com.android.shell")) {
                    throw new NullPointerException("no application");
                }
            }
            MadeAttestation made = new MadeAttestation();
            made.challenge = spec.challenge();
            try (OutputStream out = Files.newOutputStream(key(spec.alias()))) {
                for (byte[] one : made.chain()) {
                    out.write(one);
                }
                return KeyPairGenerator.getInstance("EC", "SunEC").generateKeyPair();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (GeneralSecurityException e) {
                throw new ProviderException(e);
            }
        }
    }

    /** Holds keys. Of what our program has no business with nothing is there. */
    public static final class Keys extends KeyStoreSpi {
        /** By its name alone, as providers do. */
        public Keys() {}

        @Override
        public void engineLoad(@Nullable InputStream stream, char @Nullable [] password) {
            if (stream != null || password != null) {
                throw new IllegalArgumentException("expected nothing");
            }
        }

        @Override
        public Certificate @Nullable [] engineGetCertificateChain(String alias) {
            try (InputStream in = Files.newInputStream(key(alias))) {
                List<Certificate> out = new ArrayList<>(CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(in.readAllBytes())));
                return out.toArray(Certificate[]::new);
            } catch (IOException | GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void engineDeleteEntry(String alias) throws KeyStoreException {
            try {
                boolean _ = Files.deleteIfExists(key(alias));
            } catch (IOException e) {
                throw new KeyStoreException(e);
            }
        }

        @Override
        public @Nullable Key engineGetKey(String alias, char[] password) {
            throw new UnsupportedOperationException();
        }

        @Override
        public @Nullable Certificate engineGetCertificate(String alias) {
            throw new UnsupportedOperationException();
        }

        @Override
        public @Nullable Date engineGetCreationDate(String alias) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void engineSetKeyEntry(String alias, Key key, char[] password, Certificate[] chain) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void engineSetKeyEntry(String alias, byte[] key, Certificate[] chain) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void engineSetCertificateEntry(String alias, Certificate certificate) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Enumeration<String> engineAliases() {
            return Collections.emptyEnumeration();
        }

        @Override
        public boolean engineContainsAlias(String alias) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int engineSize() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean engineIsKeyEntry(String alias) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean engineIsCertificateEntry(String alias) {
            throw new UnsupportedOperationException();
        }

        @Override
        public @Nullable String engineGetCertificateAlias(Certificate certificate) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void engineStore(OutputStream stream, char[] password) {
            throw new UnsupportedOperationException();
        }
    }
}
