package android.security.keystore;

import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;

/** What a key is to be like; a specification that lacks something, or has what was not asked for, is refused. */
public final class KeyGenParameterSpec implements AlgorithmParameterSpec {
    private static final int SIGN = 4;

    private final String alias;
    private final byte[] challenge;

    private KeyGenParameterSpec(String alias, byte[] challenge) {
        this.alias = alias;
        this.challenge = challenge;
    }

    public String alias() {
        return alias;
    }

    public byte[] challenge() {
        return challenge.clone();
    }

    /** Makes one. */
    public static final class Builder {
        private final String alias;
        private byte[] challenge = {};
        private boolean isCurve;
        private boolean isDigest;

        public Builder(String alias, int purposes) {
            if (purposes != SIGN) {
                throw new IllegalArgumentException("expected a key that signs");
            }
            this.alias = alias;
        }

        public Builder setAlgorithmParameterSpec(AlgorithmParameterSpec spec) {
            isCurve = spec instanceof java.security.spec.ECGenParameterSpec curve
                    && curve.getName().equals("secp256r1");
            return this;
        }

        public Builder setDigests(String... digests) {
            isDigest = Arrays.equals(digests, new String[] {"SHA-256"});
            return this;
        }

        public Builder setAttestationChallenge(byte[] value) {
            challenge = value.clone();
            return this;
        }

        public KeyGenParameterSpec build() {
            if (!isCurve || !isDigest || challenge.length == 0) {
                throw new IllegalStateException("expected a curve, a digest and a challenge");
            }
            return new KeyGenParameterSpec(alias, challenge);
        }
    }
}
